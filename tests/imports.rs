//! Imports in `src/` point one way: no module imports one that imports it in turn, at any distance. The `use` lines and the
//! paths in the code are read as text; a re-export (`pub use`) leads to the module that defines the name.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

/// A module, as the segments of its path in the crate.
type Module = Vec<String>;

/// The parsed content of a module's file.
struct Source {
    file: String,
    /// The absolute paths that its code names.
    imports: Vec<Module>,
    /// Its re-exports: the name, or `*` for all of a module, and the source.
    exports: Vec<(String, Module)>,
}

type Sources = BTreeMap<Module, Source>;
type Arrows = BTreeMap<Module, BTreeSet<Module>>;

/// Returns the modules of `src/`, without tests.
fn sources() -> Sources {
    fn walk(directory: &Path, root: &Path, into: &mut BTreeMap<Module, (String, String)>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, into);
                continue;
            }
            let name = path.file_name().unwrap().to_str().unwrap();
            if name == "tests.rs" || !name.ends_with(".rs") {
                continue;
            }
            let file = path.strip_prefix(root).unwrap().to_str().unwrap();
            let file = file.replace('\\', "/");
            let mut module: Module = file
                .trim_end_matches(".rs")
                .split('/')
                .map(String::from)
                .collect();
            if ["mod", "lib"].contains(&module[module.len() - 1].as_str()) {
                module.pop();
            }
            if file != "main.rs" {
                into.insert(
                    module,
                    (file, code(&std::fs::read_to_string(&path).unwrap())),
                );
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    walk(&root, &root, &mut files);
    let line = Regex::new(r"(?m)^\s*(pub(?:\([^)]*\))? )?use ([^;]+);").unwrap();
    let inline = Regex::new(r"\b(?:crate|super)(?:::\w+)+").unwrap();
    let read = |(module, (file, code)): (&Module, &(String, String))| {
        let mut source = Source {
            file: file.clone(),
            imports: Vec::new(),
            exports: Vec::new(),
        };
        let own = |path: Vec<String>| absolute(module, path, |module| files.contains_key(module));
        for found in line.captures_iter(code) {
            for (path, name) in leaves(&found[2]) {
                match (own(path), found.get(1)) {
                    (Some(path), Some(_)) => source.exports.push((name, path)),
                    (Some(path), None) => source.imports.push(path),
                    (None, _) => {}
                }
            }
        }
        let rest = line.replace_all(code, "");
        let paths = inline.find_iter(&rest);
        let paths = paths.map(|path| path.as_str().split("::").map(String::from).collect());
        source.imports.extend(paths.filter_map(own));
        (module.clone(), source)
    };
    files.iter().map(read).collect()
}

/// Returns the code of a file, without comments and test module.
fn code(text: &str) -> String {
    let tests = Regex::new(r"(?m)^#\[cfg\(test\)\]\n(?:#\[.*\]\n)*mod \w+ \{").unwrap();
    let end = tests.find(text).map_or(text.len(), |found| found.start());
    let comments = Regex::new(r"//.*").unwrap();
    comments.replace_all(&text[..end], "").into_owned()
}

/// Returns the paths of a `use` tree, each with the name that it introduces.
fn leaves(tree: &str) -> Vec<(Vec<String>, String)> {
    let segments = |path: &str| -> Vec<String> {
        let parts = path.split("::").map(|part| part.trim().to_string());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let Some((head, rest)) = tree.split_once('{') else {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, tree));
        let name = segments(alias).pop().unwrap_or_default();
        return vec![(segments(path), name)];
    };
    let head = segments(head);
    let (mut found, mut depth, mut part) = (Vec::new(), 0, String::new());
    for c in rest[..rest.rfind('}').unwrap()].chars().chain([',']) {
        if c == ',' && depth == 0 {
            for (path, name) in leaves(&std::mem::take(&mut part)) {
                match path.first().map(String::as_str) {
                    None => {}
                    Some("self") => found.push((head.clone(), head[head.len() - 1].clone())),
                    Some(_) => found.push(([head.clone(), path].concat(), name)),
                }
            }
            continue;
        }
        depth += i32::from(c == '{') - i32::from(c == '}');
        part.push(c);
    }
    found
}

/// Returns the path from the root of the crate; None for another crate. The binary refers to the library by its crate name.
fn absolute(
    module: &Module,
    mut path: Vec<String>,
    exists: impl Fn(&Module) -> bool,
) -> Option<Module> {
    let mut base = module.clone();
    match path.first()?.as_str() {
        "crate" | "dhub" => base.clear(),
        "self" | "super" => {
            while let Some("super") = path.first().map(String::as_str) {
                base.pop();
                path.remove(0);
            }
            path.insert(0, String::new());
        }
        child => {
            base.push(child.to_string());
            return exists(&base).then(|| [module.clone(), path].concat());
        }
    }
    path.remove(0);
    Some([base, path].concat())
}

/// Returns the module that defines the item at a path.
fn home(path: &Module, sources: &Sources, seen: &mut BTreeSet<Module>) -> Module {
    let known = (0..=path.len()).rev();
    let length = known
        .into_iter()
        .find(|&length| sources.contains_key(&path[..length]));
    let length = length.unwrap_or_default();
    let module = path[..length].to_vec();
    let (Some(name), Some(source)) = (path.get(length), sources.get(&module)) else {
        return module;
    };
    if !seen.insert(path.clone()) {
        return module;
    }
    let named = source.exports.iter().find(|(export, _)| export == name);
    match named {
        Some((_, from)) => home(&[from, &path[length + 1..]].concat(), sources, seen),
        None => module,
    }
}

/// Returns the modules that each module imports.
fn arrows(sources: &Sources) -> Arrows {
    let of = |(module, source): (&Module, &Source)| {
        let homes = source.imports.iter();
        let homes = homes.map(|path| home(path, sources, &mut BTreeSet::new()));
        // Macros and similar items are at the root of the crate.
        let others = homes.filter(|home| home != module && !home.is_empty());
        (module.clone(), others.collect())
    };
    sources.iter().map(of).collect()
}

/// Returns the shortest import cycle through a module.
fn way_back(from: &Module, arrows: &Arrows) -> Option<Vec<Module>> {
    let mut reached_from: BTreeMap<&Module, &Module> = BTreeMap::new();
    let mut waiting = VecDeque::from([from]);
    while let Some(module) = waiting.pop_front() {
        for next in arrows.get(module).into_iter().flatten() {
            if next == from {
                let mut way = vec![from, module];
                while way[way.len() - 1] != from {
                    way.push(reached_from[way[way.len() - 1]]);
                }
                return Some(way.into_iter().rev().cloned().collect());
            }
            if !reached_from.contains_key(next) {
                reached_from.insert(next, module);
                waiting.push_back(next);
            }
        }
    }
    None
}

#[test]
fn no_module_imports_itself_indirectly() {
    let sources = sources();
    let arrows = arrows(&sources);
    let count: usize = arrows.values().map(BTreeSet::len).sum();
    assert!(count > 2_000, "only {count} imports were read");
    let file = |module: &Module| sources[module].file.clone();
    let circles: BTreeSet<String> = arrows
        .keys()
        .filter_map(|module| way_back(module, &arrows))
        .map(|way| way.iter().map(file).collect::<Vec<_>>().join(" -> "))
        .collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn no_directory_imports_itself_indirectly() {
    let mut between = Arrows::new();
    for (module, others) in arrows(&sources()) {
        let top = |module: &Module| module[..module.len().min(1)].to_vec();
        let others = others
            .iter()
            .map(top)
            .filter(|other| *other != top(&module));
        between.entry(top(&module)).or_default().extend(others);
    }
    // The root only re-exports.
    between.remove(&Vec::new());
    let circles: Vec<_> = between
        .keys()
        .filter_map(|directory| way_back(directory, &between))
        .collect();
    assert!(circles.is_empty(), "{circles:?}");
}

/// Facts shared by two databases belong to the layer below.
#[test]
fn no_database_of_the_generator_imports_another() {
    let made = |module: &Module| {
        let database = module.get(1).filter(|_| module[0] == "generate");
        database.filter(|name| name.ends_with("_db")).cloned()
    };
    let mut databases = BTreeSet::new();
    for (module, others) in arrows(&sources()) {
        let Some(database) = made(&module) else {
            continue;
        };
        for other in others.iter().filter_map(made) {
            assert_eq!(database, other, "{module:?}");
        }
        databases.insert(database);
    }
    assert!(databases.len() >= 6, "{databases:?}");
}
