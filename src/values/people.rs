//! Names of people, and the addresses made of them.
//!
//! The lists are our own: those of the `fake` crate hold misspellings (`Hilll`, `Wisozk`), celebrities, and English family
//! names that are half unheard-of.

use crate::random::Stream;

/// Given names of adults in the United States, the commoner ones first.
#[rustfmt::skip]
pub const GIVEN_NAMES: &[&str] = &[
    "James", "Mary", "Robert", "Patricia", "John", "Jennifer", "Michael", "Linda", "David", "Elizabeth", "William", "Barbara",
    "Richard", "Susan", "Joseph", "Jessica", "Thomas", "Sarah", "Christopher", "Karen", "Charles", "Lisa", "Daniel", "Nancy",
    "Matthew", "Sandra", "Anthony", "Ashley", "Mark", "Emily", "Steven", "Kimberly", "Andrew", "Donna", "Paul", "Michelle",
    "Joshua", "Carol", "Kenneth", "Amanda", "Kevin", "Melissa", "Brian", "Deborah", "Timothy", "Stephanie", "Ronald",
    "Rebecca", "Jason", "Sharon", "George", "Laura", "Edward", "Cynthia", "Jeffrey", "Dorothy", "Ryan", "Amy", "Jacob",
    "Kathleen", "Nicholas", "Angela", "Gary", "Shirley", "Eric", "Emma", "Jonathan", "Brenda", "Stephen", "Pamela", "Larry",
    "Nicole", "Justin", "Anna", "Scott", "Samantha", "Brandon", "Katherine", "Benjamin", "Christine", "Samuel", "Debra",
    "Gregory", "Rachel", "Alexander", "Carolyn", "Patrick", "Janet", "Frank", "Maria", "Raymond", "Olivia", "Jack", "Heather",
    "Dennis", "Helen", "Jerry", "Catherine", "Tyler", "Diane", "Aaron", "Julie", "José", "Victoria", "Adam", "Joyce",
    "Nathan", "Lauren", "Henry", "Kelly", "Zachary", "Christina", "Douglas", "Ruth", "Peter", "Joan", "Kyle", "Virginia",
    "Noah", "Judith", "Ethan", "Evelyn", "Jeremy", "Hannah", "Christian", "Andrea", "Walter", "Megan", "Keith", "Cheryl",
    "Austin", "Jacqueline", "Roger", "Madison", "Terry", "Teresa", "Sean", "Abigail", "Gerald", "Sophia", "Carl", "Martha",
    "Dylan", "Sara", "Harold", "Gloria", "Janice", "Jesse", "Kathryn", "Bryan", "Ann", "Lawrence", "Isabella", "Arthur",
    "Judy", "Gabriel", "Charlotte", "Julia", "Logan", "Grace", "Billy", "Alice", "Joe", "Jean", "Alan", "Doris", "Juan",
    "Natalie", "Elijah", "Lori", "Willie", "Marie", "Albert", "Diana", "Wayne", "Brittany", "Randy", "Theresa", "Mason",
    "Beverly", "Vincent", "Denise", "Liam", "Amber", "Roy", "Rose", "Ralph", "Danielle", "Brooke", "Eugene", "Kayla",
    "Philip", "Alexis", "Luis", "Tiffany", "Carlos", "Allison", "Antonio", "Guadalupe", "Miguel", "Rosa", "Jorge", "Ana",
    "Ángel", "Carmen", "Javier", "Lucía", "Rafael", "Elena", "Fernando", "Marisol", "Eduardo", "Yolanda", "Ricardo",
    "Verónica", "Alejandra", "Andrés", "Ximena", "Diego", "Daniela", "Héctor", "Esperanza", "Alejandro", "Mónica", "Raúl",
    "Itzel", "Óscar", "Paloma", "Mateo", "Araceli", "Ignacio", "Beatriz", "Joaquín", "Sofía", "César", "Inés", "Jamal",
    "Keisha", "Darnell", "Latoya", "Malik", "Ebony", "DeShawn", "Imani", "Terrell", "Aaliyah", "Andre", "Tamika", "Marquis",
    "Monique", "Tyrone", "Nia", "Isaiah", "Jada", "Xavier", "Kiara", "Darius", "Shanice", "Kwame", "Amara", "Chidi", "Ngozi",
    "Emeka", "Adaeze", "Kofi", "Abena", "Tunde", "Folake", "Dawit", "Selam", "Abdi", "Hodan", "Sekou", "Aminata", "Tariq",
    "Zainab", "Wei", "Mei", "Jun", "Xiu", "Hiroshi", "Yuki", "Kenji", "Akiko", "Min-jun", "Ji-woo", "Sung-ho", "Hye-jin",
    "Minh", "Linh", "Tuan", "Thuy", "Bao", "Huong", "Khanh", "Ngoc", "Arjun", "Priya", "Rohan", "Anjali", "Vikram", "Deepa",
    "Sanjay", "Kavita", "Rahul", "Meera", "Anil", "Lakshmi", "Nikhil", "Pooja", "Imran", "Fatima", "Omar", "Layla", "Hassan",
    "Noor", "Yusuf", "Maryam", "Samir", "Leila", "Reza", "Shirin", "Karim", "Amina", "Jomar", "Maricel", "Rodel", "Liezel",
    "Kai", "Leilani", "Nainoa", "Malia", "Avi", "Shira", "Eitan", "Tova", "Liesel", "Jürgen", "Søren", "Astrid", "Björn",
    "Ingrid", "Lars", "Freja", "Łukasz", "Małgorzata", "Paweł", "Agnieszka", "Zoë", "Chloë", "Renée", "Françoise", "Étienne",
    "Hélène", "Luc", "Amélie", "Matteo", "Chiara", "Giovanni", "Francesca", "Dmitri", "Katarina", "Oleksandr", "Oksana",
    "Ivan", "Svetlana", "Niamh", "Siobhán", "Declan", "Maeve", "Seán", "Gwendolyn", "Nikos", "Eleni", "Goran", "Jelena",
];

/// Family names in the United States, the commoner ones first. None turns a common given name into a household name.
#[rustfmt::skip]
pub const FAMILY_NAMES: &[&str] = &[
    "Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Rodríguez", "Martínez", "Hernández",
    "González", "Wilson", "Thomas", "Martin", "Lee", "Pérez", "Thompson", "Harris", "Sánchez", "Clark", "Ramírez", "Robinson",
    "Walker", "Young", "Allen", "Wright", "Scott", "Torres", "Nguyen", "Hill", "Flores", "Nelson", "Baker", "Hall", "Rivera",
    "Campbell", "Mitchell", "Carter", "Gomez", "Phillips", "Diaz", "Cruz", "Edwards", "Collins", "Reyes", "Morris", "Morales",
    "Cook", "Gutierrez", "Ortiz", "Morgan", "Peterson", "Bailey", "Reed", "Howard", "Ramos", "Kim", "Ward", "Richardson",
    "Chavez", "Bennett", "Gray", "Mendoza", "Ruiz", "Hughes", "Price", "Alvarez", "Castillo", "Patel", "Myers", "Long",
    "Foster", "Jimenez", "Powell", "Jenkins", "Russell", "Sullivan", "Bell", "Coleman", "Butler", "Henderson", "Barnes",
    "Gonzales", "Fisher", "Vasquez", "Simmons", "Romero", "Patterson", "Wallace", "Moreno", "Cole", "Hayes", "Bryant",
    "Herrera", "Gibson", "Ellis", "Tran", "Medina", "Aguilar", "Stevens", "Murray", "Castro", "Marshall", "Owens",
    "Fernández", "McDonald", "Wells", "Vargas", "Chen", "Webb", "Tucker", "Guzman", "Burns", "Crawford", "Olson", "Porter",
    "Hunter", "Gordon", "Mendez", "Silva", "Shaw", "Snyder", "Mason", "Dixon", "Muñoz", "Hicks", "Holmes", "Wagner",
    "Robertson", "Boyd", "Salazar", "Mills", "Meyer", "Rice", "Schmidt", "Garza", "Daniels", "Ferguson", "Nichols",
    "Stephens", "Soto", "Weaver", "Gardner", "Payne", "Dunn", "Kelley", "Spencer", "Hawkins", "Arnold", "Pierce", "Vazquez",
    "Hansen", "Peters", "Santos", "Bradley", "Knight", "Elliott", "Cunningham", "Duncan", "Carroll", "Lane", "Riley",
    "Alvarado", "Ray", "Delgado", "Berry", "Perkins", "Hoffman", "Johnston", "Matthews", "Peña", "Contreras", "Willis",
    "Carpenter", "Sandoval", "Guerrero", "Chapman", "Rios", "Estrada", "Ortega", "Watkins", "Greene", "Núñez", "Wheeler",
    "Valdez", "Harper", "Burke", "Larson", "Santiago", "Maldonado", "Carlson", "Austin", "Dominguez", "Carr", "Lawson",
    "Jacobs", "Singh", "Vega", "Bishop", "Montgomery", "Jensen", "Harvey", "Williamson", "Gilbert", "Sims", "Espinoza",
    "Howell", "Li", "Wong", "Reid", "Hanson", "McCoy", "Garrett", "Burton", "Fuller", "Wang", "Weber", "Welch", "Rojas",
    "Lucas", "Marquez", "Fields", "Park", "Yang", "Little", "Padilla", "Walsh", "Bowman", "Schultz", "Luna", "Fowler",
    "Mejia", "Dávila", "Acosta", "Brewer", "Holland", "Juarez", "Pearson", "Curtis", "Cortez", "Schneider", "Barrett",
    "Navarro", "Figueroa", "Ávila", "Wade", "Molina", "Stanley", "Campos", "Barnett", "Bates", "Chambers", "Caldwell", "Beck",
    "Lambert", "Miranda", "Byrd", "Ayala", "Lowe", "Frazier", "Powers", "Neal", "Leonard", "Gregory", "Carrillo", "Sutton",
    "Fleming", "Rhodes", "Shelton", "Schwartz", "Norris", "Jennings", "Rhee", "Watts", "Duran", "Cohen", "McDaniel", "Moran",
    "Steele", "Vaughn", "Becker", "Holt", "Deleon", "Barker", "Terry", "Hale", "Benson", "Haynes", "Horton", "Miles", "Lyons",
    "Pham", "Graves", "Thornton", "Wolfe", "Warner", "Cabrera", "McKinney", "Zimmerman", "Dawson", "Lara", "Fletcher", "Page",
    "McCarthy", "Robles", "Cervantes", "Solis", "Erickson", "Reeves", "Chang", "Klein", "Salinas", "Fuentes", "Daniel",
    "Velasquez", "Hardy", "Higgins", "Aguirre", "Cummings", "Sharp", "Barber", "Bowen", "Ochoa", "Dennis", "Robbins", "Liu",
    "Ramsey", "Francis", "Griffith", "Blair", "O'Connor", "Cardenas", "Pacheco", "Cross", "Calderon", "Quinn", "Moss",
    "Swanson", "Chan", "Rivas", "Serrano", "Rosales", "Stevenson", "Christensen", "Manning", "Gill", "McLaughlin", "Harmon",
    "McGee", "Gross", "Doyle", "Burgess", "Reese", "Blake", "Trujillo", "Adkins", "Goodman", "Webster", "Goodwin", "Okafor",
    "Adeyemi", "Mensah", "Diallo", "Tesfaye", "Abdullahi", "Nwosu", "Boateng", "Kamau", "Traoré", "Hussein", "Rahman",
    "Ahmed", "Siddiqui", "Chowdhury", "Iyer", "Desai", "Mehta", "Reddy", "Banerjee", "Nakamura", "Tanaka", "Yamamoto",
    "Watanabe", "Choi", "Huang", "Zhao", "Truong", "Bui", "Dang", "Bautista", "Villanueva", "Kealoha", "Kahale", "Begay",
    "Yazzie", "Tsosie", "Whitehorse", "Redbird", "Müller", "Schröder", "Weiß", "Jørgensen", "Lindström", "Åkesson",
    "Kowalczyk", "Wiśniewski", "Nowak", "Dvořák", "Horvat", "Petrović", "Papadopoulos", "Rossi", "Moretti", "Lefèvre", "Côté",
    "Dubois", "D'Angelo", "O'Brien", "O'Donnell", "McAllister", "Van Dijk", "De Luca", "Ivanova", "Petrenko", "Haddad",
    "Nasser", "Mizrahi", "Rosen", "Katz", "Halloran", "Lundgren", "Thibodeaux", "Boudreaux", "Fontenot", "Guidry", "Landry",
    "Abernathy", "Ashworth", "Barlow", "Beaumont", "Bergstrom", "Blackwell", "Bridger", "Buckley", "Calloway", "Carmichael",
    "Chamberlain", "Conway", "Crosby", "Dalton", "Delaney", "Donovan", "Drummond", "Eastman", "Ellison", "Fairbanks",
    "Farrell", "Finley", "Gallagher", "Galloway", "Gentry", "Hargrove", "Hathorne", "Hensley", "Holloway", "Ingram", "Jarvis",
    "Kearney", "Langley", "Lockhart", "Maddox", "Mayfield", "Merritt", "Oakley", "Pennington", "Prescott", "Quigley",
    "Radcliff", "Ridley", "Sawyer", "Shepherd", "Stafford", "Sterling", "Talbot", "Thatcher", "Underwood", "Vance",
    "Wakefield", "Whitaker", "Winslow", "Wyatt", "Yates", "York", "Zamora", "Zúñiga", "Ibáñez", "Peralta", "Quintero",
    "Villarreal", "Arroyo", "Escobedo", "Montoya", "Cisneros", "Bravo", "Tovar",
];

/// The domains of private addresses, reserved by RFC 2606.
pub const EMAIL_DOMAINS: &[&str] = &["example.com", "example.net", "example.org"];

/// A given name.
pub fn given_name(stream: &mut Stream) -> &'static str {
    common_first(stream, GIVEN_NAMES)
}

/// A family name.
pub fn family_name(stream: &mut Stream) -> &'static str {
    common_first(stream, FAMILY_NAMES)
}

/// One of a list, the earlier the likelier: the i-th of n about ln(n / i) / n of the time, as names are spread.
fn common_first(stream: &mut Stream, names: &'static [&'static str]) -> &'static str {
    let reach = stream.below(names.len() as u64) + 1;
    names[stream.below(reach) as usize]
}

/// The part of an address before the `@`: `Françoise`, `O'Connor` give `francoise.oconnor`.
pub fn email_local(first: &str, last: &str) -> String {
    let mut local = String::with_capacity(first.len() + last.len() + 1);
    fold(first, &mut local);
    local.push('.');
    fold(last, &mut local);
    local
}

/// Appends a name in lower-case ASCII letters; apostrophes, hyphens and spaces fall out.
fn fold(name: &str, out: &mut String) {
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' => out.push(letter),
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' => out.push('i'),
            'ł' => out.push('l'),
            'ñ' | 'ń' => out.push('n'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
            'ř' => out.push('r'),
            'ś' | 'š' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ú' | 'ù' | 'û' | 'ü' => out.push('u'),
            'ý' => out.push('y'),
            'ż' | 'ź' | 'ž' => out.push('z'),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;
    use std::collections::HashMap;

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        assert_list("given names", GIVEN_NAMES, 300);
        assert_list("family names", FAMILY_NAMES, 500);
    }

    #[test]
    fn no_household_name_can_arise() {
        for name in [
            "Jennifer Lopez",
            "Michael Jordan",
            "Michael Jackson",
            "Emma Watson",
            "Emma Stone",
            "Robert Kennedy",
            "Taylor Swift",
            "Julia Roberts",
            "Elizabeth Taylor",
            "Elizabeth Warren",
            "Diana Ross",
            "Stephen King",
            "Martha Stewart",
            "Patrick Stewart",
            "George Harrison",
            "George Washington",
            "George Bush",
            "Walter White",
            "Helen Keller",
            "Rachel Green",
            "Peter Parker",
            "James Dean",
            "Bruce Lee",
            "Bruce Willis",
            "Kathleen Turner",
            "Keith Richards",
            "Natalie Wood",
            "Adam West",
            "Imran Khan",
            "Thomas Mann",
            "James Baldwin",
            "Pamela Anderson",
            "Anthony Hopkins",
            "Alice Cooper",
            "Alexander Hamilton",
            "Jennifer Garner",
            "Jennifer Hudson",
            "Jennifer Lawrence",
            "Michael Moore",
            "Aaron Rodgers",
            "Michael Fox",
            "Michael Douglas",
            "Barbara Walters",
            "David Lynch",
            "Jerry Lewis",
            "Julie Andrews",
            "Thomas Jefferson",
            "Benjamin Franklin",
            "Christopher Nolan",
            "Kevin Hart",
            "Sergio Ramos",
            "Rosa Parks",
            "Kwame Nkrumah",
            "Astrid Lindgren",
        ] {
            let (first, last) = name.split_once(' ').unwrap();
            assert!(
                !(GIVEN_NAMES.contains(&first) && FAMILY_NAMES.contains(&last)),
                "{name}"
            );
        }
    }

    #[test]
    fn every_name_folds_to_lower_case_letters() {
        for (first, last, wanted) in [
            ("José", "Núñez", "jose.nunez"),
            ("Zoë", "Müller", "zoe.muller"),
            ("Søren", "Weiß", "soren.weiss"),
            ("Łukasz", "O'Connor", "lukasz.oconnor"),
            ("Hye-jin", "Van Dijk", "hyejin.vandijk"),
        ] {
            assert_eq!(email_local(first, last), wanted);
        }
        for name in GIVEN_NAMES.iter().chain(FAMILY_NAMES) {
            let letters = name.chars().filter(|c| c.is_alphabetic()).count();
            let mut folded = String::new();
            fold(name, &mut folded);
            assert!(
                folded.bytes().all(|b| b.is_ascii_lowercase()),
                "{name}: {folded}"
            );
            assert_eq!(
                folded.replace("ss", "s").len(),
                letters - name.matches("ss").count(),
                "{name}: {folded}"
            );
        }
    }

    #[test]
    fn common_names_are_common_and_all_occur() {
        let mut stream = Random::new(1).stream(key!("test/names"), 0);
        let mut counts = HashMap::new();
        for _ in 0..100_000 {
            *counts.entry(family_name(&mut stream)).or_insert(0) += 1;
        }
        assert!(
            (1200..1700).contains(&counts["Smith"]),
            "{}",
            counts["Smith"]
        );
        assert!(
            counts.len() > FAMILY_NAMES.len() * 9 / 10,
            "{}",
            counts.len()
        );
    }
}
