//! A proxy in front of the server: closed, silent, reporting that the server is starting, rejecting passwords, or open; it counts connections.

use super::bundle::Load;
use super::server::{psql, sql};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone, Copy)]
enum Door {
    Shut,
    Silent,
    /// For this many clients, then open.
    Starting(usize),
    /// With this message.
    Refusing(&'static str),
    Open,
}

/// A TCP port that leads to the server of the tests.
pub struct Proxy {
    port: u16,
    user: String,
    database: String,
    door: Arc<Mutex<Option<Door>>>,
    inside: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    now: AtomicUsize,
    most: AtomicUsize,
    refused: AtomicUsize,
}

impl Proxy {
    /// Reserves a port that nothing listens on yet.
    pub fn new() -> Proxy {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let connection = sql("", "\\echo :USER :DBNAME");
        let (user, database) = connection.split_once(' ').unwrap();
        Proxy {
            port,
            user: user.to_string(),
            database: database.to_string(),
            door: Arc::default(),
            inside: Arc::default(),
        }
    }

    /// Directs a load here, by the user's name alone.
    pub fn lead(&self, load: Load) -> Load {
        let named = load.value("PGDATABASE");
        load.without("DATABASE_URL")
            .without("PGHOSTADDR")
            .env("PGHOST", "127.0.0.1")
            .env("PGPORT", &self.port.to_string())
            .env("PGUSER", &self.user)
            .env(
                "PGDATABASE",
                &named.unwrap_or_else(|| self.database.clone()),
            )
    }

    /// Accepts and closes connections.
    pub fn shut(&self) {
        self.set(Door::Shut);
    }

    /// Accepts and stays silent.
    pub fn say_nothing(&self) {
        self.set(Door::Silent);
    }

    /// Answers like a starting server, in German.
    pub fn say_starting(&self) {
        self.say_starting_to(usize::MAX);
    }

    /// Answers this many clients like a starting server, and connects the next one to the server.
    pub fn say_starting_to(&self, clients: usize) {
        self.set(Door::Starting(clients));
    }

    /// Asks for a password and rejects it, with this message.
    pub fn refuse(&self, words: &'static str) {
        self.set(Door::Refusing(words));
    }

    /// Returns how many clients were turned away or had their password rejected since the last call.
    pub fn refused(&self) -> usize {
        self.inside.refused.swap(0, Ordering::SeqCst)
    }

    /// Returns the environment variables that direct a program here, with a password.
    pub fn environment(&self) -> [(&'static str, String); 4] {
        [
            ("PGHOST", "127.0.0.1".to_string()),
            ("PGPORT", self.port.to_string()),
            ("PGUSER", self.user.clone()),
            ("PGPASSWORD", "wrong".to_string()),
        ]
    }

    /// Connects to the server.
    pub fn open(&self) {
        self.set(Door::Open);
    }

    /// Returns the peak number of connections to the server.
    pub fn most(&self) -> usize {
        self.inside.most.load(Ordering::SeqCst)
    }

    fn set(&self, state: Door) {
        if self.door.lock().unwrap().replace(state).is_some() {
            return;
        }
        let listener = TcpListener::bind(("127.0.0.1", self.port)).unwrap();
        let (door, inside) = (Arc::clone(&self.door), Arc::clone(&self.inside));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let door = pass(door.lock().unwrap().as_mut().unwrap());
                let inside = Arc::clone(&inside);
                thread::spawn(move || serve(client, door, &inside));
            }
        });
    }
}

/// Handles one client.
fn pass(door: &mut Door) -> Door {
    let met = *door;
    if let Door::Starting(clients) = met {
        *door = match clients {
            1 => Door::Open,
            _ => Door::Starting(clients - 1),
        };
    }
    met
}

fn serve(mut client: TcpStream, door: Door, inside: &Counts) {
    match door {
        Door::Shut => {
            drop(client);
            inside.refused.fetch_add(1, Ordering::SeqCst);
        }
        Door::Silent => {
            let _ = client.read_to_end(&mut Vec::new());
        }
        Door::Starting(_) => {
            if wants_a_session(&mut client) {
                fail(&mut client, "57P03", "das Datenbanksystem startet");
            }
        }
        Door::Refusing(words) => {
            // A plain request for a password.
            let ask = b"R\0\0\0\x08\0\0\0\x03";
            if wants_a_session(&mut client) && client.write_all(ask).is_ok() {
                let mut password = [0; 1024];
                if client.read(&mut password).is_ok_and(|read| read > 0) {
                    inside.refused.fetch_add(1, Ordering::SeqCst);
                    fail(&mut client, "28P01", words);
                }
            }
        }
        Door::Open => {
            let server = server();
            let now = inside.now.fetch_add(1, Ordering::SeqCst) + 1;
            inside.most.fetch_max(now, Ordering::SeqCst);
            server.join(client);
            inside.now.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Waits for the request for a session. Offers of encryption are declined, at most twice.
fn wants_a_session(client: &mut TcpStream) -> bool {
    let mut request = [0; 1024];
    loop {
        match client.read(&mut request) {
            Ok(8) => client.write_all(b"N").unwrap_or_default(),
            read => return read.is_ok_and(|read| read > 0),
        }
    }
}

/// Answers with a fatal error.
fn fail(client: &mut TcpStream, code: &str, words: &str) {
    let fields = format!("SFATAL\0VFATAL\0C{code}\0M{words}\0\0");
    let length = u32::try_from(fields.len() + 4).unwrap().to_be_bytes();
    let _ = client.write_all(&[b"E", &length[..], fields.as_bytes()].concat());
}

enum Server {
    Unix(UnixStream),
    Tcp(TcpStream),
}

/// The address that psql connects to.
fn server() -> Server {
    let output = psql("")
        .args(["-c", "\\echo :HOST :PORT"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (host, port) = text.trim().split_once(' ').unwrap();
    match host.starts_with('/') {
        true => Server::Unix(UnixStream::connect(format!("{host}/.s.PGSQL.{port}")).unwrap()),
        false => Server::Tcp(TcpStream::connect((host, port.parse().unwrap())).unwrap()),
    }
}

impl Server {
    /// Forwards bytes in both directions until the client disconnects.
    fn join(self, client: TcpStream) {
        match self {
            Server::Unix(server) => {
                let (from, to) = (server.try_clone().unwrap(), server.try_clone().unwrap());
                carry(client, from, to);
                let _ = server.shutdown(Shutdown::Both);
            }
            Server::Tcp(server) => {
                let (from, to) = (server.try_clone().unwrap(), server.try_clone().unwrap());
                carry(client, from, to);
                let _ = server.shutdown(Shutdown::Both);
            }
        }
    }
}

fn carry(client: TcpStream, mut from: impl Read + Send + 'static, mut to: impl Write) {
    let (mut reading, mut writing) = (client.try_clone().unwrap(), client);
    thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut writing);
        let _ = writing.shutdown(Shutdown::Both);
    });
    let _ = std::io::copy(&mut reading, &mut to);
}
