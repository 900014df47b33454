//! Family names by heritage. Some lists come from the crate `fake`, from its locales in Latin script.

use super::Heritage;
use crate::random::Stream;
use fake::locales::{DE_DE, Data, FR_FR, IT_IT, NL_NL, PT_PT, TR_TR};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Draws a family name of a heritage.
pub fn family_name(stream: &mut Stream, heritage: Heritage) -> &'static str {
    match heritage.families() {
        Families::CommonFirst(names) => common_first(stream, names),
        Families::Even(names) => names[stream.below(names.len() as u64) as usize],
    }
}

/// Family names and their frequency distribution.
enum Families {
    /// In order of frequency, the most common ones first.
    CommonFirst(&'static [&'static str]),
    /// In an order unrelated to frequency.
    Even(&'static [&'static str]),
}

/// Draws a name from a list in order of frequency: the i-th of n with probability of about ln(n / i) / n, like the distribution
/// of family names.
fn common_first(stream: &mut Stream, names: &'static [&'static str]) -> &'static str {
    let reach = stream.below(names.len() as u64) + 1;
    names[stream.below(reach) as usize]
}

impl Heritage {
    fn families(self) -> Families {
        match self {
            Heritage::British => Families::CommonFirst(BRITISH),
            Heritage::Irish => Families::CommonFirst(IRISH),
            Heritage::German => Families::CommonFirst(&GERMAN),
            Heritage::Scandinavian => Families::CommonFirst(SCANDINAVIAN),
            Heritage::Italian => Families::Even(&ITALIAN),
            Heritage::Polish => Families::CommonFirst(POLISH),
            Heritage::French => Families::Even(&FRENCH),
            Heritage::Dutch => Families::CommonFirst(&DUTCH),
            Heritage::Jewish => Families::CommonFirst(JEWISH),
            Heritage::Slavic => Families::CommonFirst(SLAVIC),
            Heritage::Portuguese => Families::Even(&PORTUGUESE),
            Heritage::Greek => Families::CommonFirst(GREEK),
            Heritage::AfricanAmerican => Families::CommonFirst(AFRICAN_AMERICAN),
            Heritage::African => Families::CommonFirst(AFRICAN),
            Heritage::Hispanic => Families::CommonFirst(HISPANIC),
            Heritage::Chinese => Families::CommonFirst(CHINESE),
            Heritage::Indian => Families::CommonFirst(INDIAN),
            Heritage::Filipino => Families::CommonFirst(FILIPINO),
            Heritage::Vietnamese => Families::CommonFirst(VIETNAMESE),
            Heritage::Korean => Families::CommonFirst(KOREAN),
            Heritage::Japanese => Families::CommonFirst(JAPANESE),
            Heritage::Arabic => Families::CommonFirst(ARABIC),
            Heritage::Persian => Families::CommonFirst(PERSIAN),
            Heritage::Turkish => Families::CommonFirst(&TURKISH),
            Heritage::Pacific => Families::CommonFirst(PACIFIC),
        }
    }

    /// Returns all its family names.
    #[cfg(test)]
    pub(super) fn family_names(self) -> &'static [&'static str] {
        match self.families() {
            Families::CommonFirst(names) | Families::Even(names) => names,
        }
    }
}

/// Returns a list of `fake` without unsuitable names, duplicates, and entries that are not a capitalized name.
fn without(list: &'static [&'static str], unfit: &[&str]) -> Vec<&'static str> {
    let mut seen: HashSet<&str> = unfit.iter().copied().collect();
    let fits = |name: &&'static str| super::is_name(name) && seen.insert(*name);
    list.iter().copied().filter(fits).collect()
}

/// In order of frequency, after 14 placeholders such as Mustermann and samples of unusual letters. Names with an umlaut lost it
/// in America: they appear in [`BRITISH`] with their own spelling or not at all.
static GERMAN: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let list = without(DE_DE::NAME_LAST_NAME, UNFIT_GERMAN);
    list.into_iter().filter(|name| name.is_ascii()).collect()
});
#[rustfmt::skip]
const UNFIT_GERMAN: &[&str] = &[
    "Mustermann", "Musterfrau", "Gabler", "Müller-Schwarzenberg", "Özm̂en", "Drebenbusch-Dalgoßen", "Lerch", "Hillebrandt",
    "Schuster",
    // Also English, or would form a celebrity's name with a common given name.
    "Martin", "Thomas", "Arnold", "Simon", "Frank", "Roth", "Jung", "Keller", "Fischer", "Lange", "Schumacher", "Winkler",
    "Klein", "Stein", "Brandt", "Otto", "Werner", "Walter", "Heinrich", "Albrecht", "Graf",
];

static ITALIAN: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| without(IT_IT::NAME_LAST_NAME, UNFIT_ITALIAN));
/// An incomplete name, and names of celebrities.
const UNFIT_ITALIAN: &[&str] = &["Dalla", "Ferrari", "Coppola", "Messina", "Romano", "Leone"];

/// Frequent in France, from A to Z, as far as they came to New England and Louisiana.
static FRENCH: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| without(FR_FR::NAME_LAST_NAME, UNFIT_FRENCH));
#[rustfmt::skip]
const UNFIT_FRENCH: &[&str] = &[
    // From other countries.
    "Alvarez", "Alves", "Bauer", "Beck", "Becker", "Bianchi", "Camara", "Chen", "Cisse", "Cortes", "Costa", "Da Costa", "Da Silva",
    "De Oliveira", "De Sousa", "Diallo", "Dias", "Diaz", "Diop", "Dos Santos", "Esteve", "Fernandes", "Fernandez", "Ferrari",
    "Ferreira", "Ferrer", "Fischer", "Flores", "Garcia", "Gil", "Gimenez", "Giordano", "Gomes", "Gomez", "Goncalves", "Gonzales",
    "Gonzalez", "Haddad", "Hernandez", "Hoffmann", "Ivanov", "Jimenez", "Jung", "Keller", "Kieffer", "Klein", "Lang", "Li",
    "Lopes", "Lopez", "Ly", "Marques", "Martinez", "Martins", "Mayer", "Mendes", "Meyer", "Mohamed", "Molina", "Moreno", "Muller",
    "Munoz", "Navarro", "Ndiaye", "Nguyen", "Niels", "Pereira", "Perez", "Pham", "Pinto", "Quesada", "Ramos", "Ribeiro",
    "Rodrigues", "Rodriguez", "Romero", "Rossi", "Roth", "Ruiz", "Saidi", "Sanchez", "Santiago", "Schmidt", "Schmitt", "Schneider",
    "Schwartz", "Serrano", "Smith", "Soler", "Teixeira", "Torres", "Toure", "Tran", "Traore", "Wagner", "Wang", "Weber", "Weiss",
    "Winterstein", "Wolff", "Xharde", "Yilmaz", "Zimmermann", "Zola", "Évrat", "Walliand", "Yvars", "Benhamou", "Dahan", "Cohen",
    "Levy", "Kléber", "Amar", "Bruno", "Casanova", "Roman", "Serra", "Pujol", "Marty", "Hardy", "Henry", "Hue", "Page", "Le",
    "Guy", "Mary", "Jean", "Jeanne", "Marie", "Marion", "Claude", "Paris", "Gay", "Gros", "Gras", "Poisson", "Cornu", "Bon", "Cros",
    "Conte", "Fort", "Bouche", "Bureau", "Pain", "Prost", "Pons", "Mas", "Mace", "Portier", "Rose", "Sergent",
    // Mostly given names.
    "Adam", "Albert", "Alexandre", "Andre", "Antoine", "Armand", "Arnaud", "Benoit", "Blaise", "Charles", "Daniel", "David", "Denis",
    "Didier", "Etienne", "Felix", "Francois", "Gabriel", "George", "Georges", "Gerard", "Gilbert", "Gilles", "Guillaume", "Herve",
    "Hubert", "Jacob", "Jacques", "Joseph", "Julien", "Laurent", "Leon", "Leonard", "Louis", "Lucas", "Marc", "Martin", "Mathieu",
    "Maurice", "Michel", "Nicolas", "Noel", "Olivier", "Pascal", "Paul", "Philippe", "Pierre", "Raymond", "Remy", "Richard",
    "Robert", "Robin", "Roger", "Roland", "Samson", "Salomon", "Simon", "Stephan", "Thierry", "Thomas", "Valentin", "Victor",
    "Vincent", "Walter", "Constant", "Constantin", "Urbain", "Romain", "Regnier", "Reynaud",
    // Names of celebrities.
    "Bardet", "Baudin", "Cartier", "Curie", "Dumas", "Lacoste", "Lacroix", "Langlois", "Laurent", "Picard", "Proust", "Renault",
    "Rousseau", "Chevalier", "Foucault", "Chauvin", "Chauvet", "Faure", "Gauthier", "Durand", "Merlin",
];

/// In order of frequency; names with a particle are omitted because it would be lowercase.
static DUTCH: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| without(NL_NL::NAME_LAST_NAME, UNFIT_DUTCH));
const UNFIT_DUTCH: &[&str] = &["Hisman", "Peters", "Sanders", "Bos", "Mol", "Post", "Boer"];

static PORTUGUESE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| without(PT_PT::NAME_LAST_NAME, UNFIT_PORTUGUESE));
/// Also Spanish, rarely family names, or names of celebrities.
const UNFIT_PORTUGUESE: &[&str] = &[
    "Garcia", "Cruz", "Jesus", "Leal", "Rosa", "Neto", "Vale", "Leite", "Pais", "Melo", "Bessa",
    "Guerra",
];

static TURKISH: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| without(TR_TR::NAME_LAST_NAME, UNFIT_TURKISH));
/// A variant spelling, and a head of state's name.
const UNFIT_TURKISH: &[&str] = &["Arslan", "Erdoğan"];

/// English, Scottish, and Welsh names, and anglicized ones.
#[rustfmt::skip]
const BRITISH: &[&str] = &[
    "Smith", "Johnson", "Miller", "Brown", "Jones", "Davis", "Wilson", "Thompson", "Clark", "Wright", "Baker", "Hall", "Nelson",
    "Campbell", "Mitchell", "Phillips", "Carter", "Edwards", "Collins", "Evans", "Morris", "Cook", "Morgan", "Peterson", "Bailey",
    "Reed", "Howard", "Ward", "Richardson", "Bennett", "Gray", "Hughes", "Price", "Myers", "Long", "Foster", "Powell", "Jenkins",
    "Russell", "Bell", "Butler", "Henderson", "Barnes", "Fisher", "Patterson", "Wallace", "Cole", "Gibson", "Ellis", "Stevens",
    "Marshall", "Wells", "Webb", "Tucker", "Burns", "Crawford", "Porter", "Gordon", "Shaw", "Snyder", "Mason", "Dixon", "Hicks",
    "Holmes", "Wagner", "Robertson", "Boyd", "Mills", "Meyer", "Rice", "Ferguson", "Nichols", "Stephens", "Weaver", "Gardner",
    "Payne", "Dunn", "Spencer", "Hawkins", "Arnold", "Pierce", "Peters", "Bradley", "Knight", "Elliott", "Duncan", "Lane",
    "Ray", "Berry", "Perkins", "Hoffman", "Johnston", "Matthews", "Willis", "Carpenter", "Chapman", "Watkins", "Greene",
    "Wheeler", "Harper", "Austin", "Carr", "Lawson", "Jacobs", "Bishop", "Montgomery", "Harvey", "Williamson",
    "Gilbert", "Sims", "Howell", "Reid", "Garrett", "Burton", "Fuller", "Weber", "Welch", "Fields", "Little",
    "Bowman", "Schultz", "Fowler", "Brewer", "Holland", "Pearson", "Curtis", "Barrett", "Wade", "Barnett",
    "Bates", "Chambers", "Caldwell", "Beck", "Lambert", "Byrd", "Lowe", "Frazier", "Powers", "Neal", "Leonard", "Gregory",
    "Sutton", "Fleming", "Rhodes", "Shelton", "Norris", "Jennings", "Watts", "McDaniel", "Steele", "Vaughn",
    "Holt", "Barker", "Hale", "Benson", "Haynes", "Horton", "Miles", "Lyons", "Graves", "Thornton", "Wolfe", "Warner",
    "McKinney", "Zimmerman", "Dawson", "Fletcher", "Page", "Reeves", "Hardy", "Cummings", "Sharp",
    "Barber", "Bowen", "Dennis", "Robbins", "Ramsey", "Francis", "Griffith", "Blair", "Cross", "Moss",
    "Stevenson", "Manning", "Harmon", "Gross", "Burgess", "Reese", "Blake", "Adkins", "Goodman", "Webster", "Goodwin",
    "Abernathy", "Ashworth", "Barlow", "Beaumont", "Blackwell", "Bridger", "Calloway", "Carmichael", "Chamberlain", "Crosby",
    "Dalton", "Drummond", "Eastman", "Ellison", "Fairbanks", "Finley", "Galloway", "Gentry", "Hargrove", "Hathorne", "Hensley",
    "Holloway", "Ingram", "Jarvis", "Langley", "Lockhart", "Maddox", "Mayfield", "Merritt", "Oakley", "Pennington", "Prescott",
    "Radcliff", "Ridley", "Sawyer", "Shepherd", "Stafford", "Sterling", "Talbot", "Thatcher", "Underwood", "Vance", "Wakefield",
    "Whitaker", "Winslow", "Wyatt", "Yates", "York", "Atkinson", "Bagley", "Bentley", "Bradshaw", "Briggs", "Buckner", "Chandler",
    "Clayton", "Compton", "Copeland", "Daugherty", "Davenport", "Dickerson", "Dudley", "Dyer", "Everett", "Farmer", "Faulkner",
    "Franks", "Frost", "Gates", "Gibbs", "Golden", "Hancock", "Hodges", "Hubbard", "Huff", "Hurst", "Kemp", "Kirby", "Kirk",
    "Lamb", "Larkin", "Lester", "Livingston", "Logan", "Mack", "Marsh", "Massey", "McPherson", "Mercer", "Middleton", "Moody",
    "Mullins", "Nash", "Norton", "Osborne", "Owen", "Padgett", "Parks", "Parrish", "Pate", "Pittman", "Poole", "Potts",
    "Pratt", "Preston", "Pruitt", "Randall", "Roach", "Rowe", "Rowland", "Rush", "Saunders", "Savage", "Sharpe",
    "Sheppard", "Simpson", "Skinner", "Sloan", "Snow", "Sparks", "Stokes", "Stout", "Strickland", "Summers", "Swanson", "Tate",
    "Thornhill", "Tyson", "Vickers", "Walls", "Walton", "Ware", "Weeks", "Wilcox", "Wilkerson", "Wilkins", "Wilkinson", "Wise",
    "Woodard", "Woodward", "Wooten", "Worley",
];

#[rustfmt::skip]
const IRISH: &[&str] = &[
    "Murphy", "Sullivan", "Murray", "Ryan", "McCarthy", "O'Brien", "O'Connor", "Burke", "Walsh", "Riley", "Carroll", "Kelley",
    "Cunningham", "Quinn", "McDonald", "Doyle", "Gallagher", "Flynn", "O'Neill", "Moran", "Donovan", "McLaughlin", "O'Donnell",
    "Brennan", "Casey", "Farrell", "McGee", "Callahan", "Conway", "Duffy", "Dolan", "Kearney", "Delaney", "Higgins", "Keating",
    "Sweeney", "Tierney", "Buckley", "Halloran", "Fitzpatrick", "McCoy", "McAllister", "McGrath", "McNamara", "Maloney",
    "O'Rourke", "Quigley", "Reilly", "Shea", "Sheehan", "Tobin", "Mulligan", "Hogan", "Hennessy", "Egan", "Devlin",
    "Coughlin", "Cassidy", "Boyle", "Mahoney", "Connolly",
];

#[rustfmt::skip]
const SCANDINAVIAN: &[&str] = &[
    "Olson", "Hansen", "Larson", "Carlson", "Jensen", "Hanson", "Erickson", "Christensen", "Swanson", "Gustafson", "Nielsen", "Olsen",
    "Sorensen", "Johansen", "Andersen", "Petersen", "Rasmussen", "Berg", "Lund", "Lindquist", "Bergstrom", "Lundgren", "Halvorson",
    "Knutson", "Thorson", "Nystrom", "Sandberg", "Hagen", "Solberg", "Dahl", "Engstrom", "Bjorklund", "Haugen", "Iverson",
    "Jorgensen", "Torgerson", "Lindstrom", "Ostergaard", "Engen", "Ekstrom",
];

#[rustfmt::skip]
const POLISH: &[&str] = &[
    "Nowak", "Kowalski", "Wisniewski", "Kaminski", "Zielinski", "Lewandowski", "Wojcik", "Kozlowski", "Jankowski", "Mazur", "Kowalczyk",
    "Szymanski", "Dombrowski", "Kwiatkowski", "Piotrowski", "Grabowski", "Pawlowski", "Michalski", "Krol", "Majewski", "Olszewski",
    "Jaworski", "Stepien", "Malinowski", "Wrobel", "Dudek", "Pawlak", "Sikora", "Walczak", "Baran", "Gorski", "Sadowski", "Duda",
    "Czarnecki", "Wilczek", "Gajewski",
];

#[rustfmt::skip]
const JEWISH: &[&str] = &[
    "Cohen", "Levinson", "Katz", "Goldberg", "Schwartz", "Friedman", "Kaplan", "Rosenberg", "Greenberg", "Rosen", "Shapiro", "Weiss",
    "Rosenthal", "Siegel", "Feldman", "Bernstein", "Hoffman", "Goldstein", "Stern", "Weinstein", "Horowitz", "Adler", "Rubin",
    "Epstein", "Klein", "Zucker", "Mizrahi", "Lieberman", "Perlman", "Abramson", "Blum", "Rothman", "Kessler", "Gruber",
    "Silverstein", "Wasserman", "Dubin", "Pearlman", "Eisen", "Lipschitz",
];

#[rustfmt::skip]
const SLAVIC: &[&str] = &[
    "Novak", "Petrenko", "Horvat", "Kovalenko", "Bondarenko", "Shevchuk", "Jovanović", "Petrović", "Nikolić", "Kuznetsov", "Popov",
    "Volkov", "Dvorak", "Svoboda", "Kovac", "Babić", "Marković", "Stanković", "Melnyk", "Tkachenko", "Boyko", "Lysenko", "Sokolov",
    "Morozov", "Pavlenko", "Ilić", "Knezević", "Hrynko", "Zelenko", "Kravets", "Marchuk", "Sidorov", "Orlov", "Vasiliev",
];

#[rustfmt::skip]
const GREEK: &[&str] = &[
    "Papadopoulos", "Pappas", "Nikolaidis", "Vlahos", "Karras", "Antonopoulos", "Economou", "Makris", "Georgiou", "Kostas", "Panagos",
    "Christou", "Demas", "Angelos", "Ioannou", "Kontos", "Lambros", "Papas", "Stathis", "Tsakiris", "Vasilakis", "Zervas", "Galanis",
    "Manolis", "Andreou",
];

#[rustfmt::skip]
const AFRICAN_AMERICAN: &[&str] = &[
    "Williams", "Johnson", "Smith", "Jones", "Davis", "Harris", "Robinson", "Walker", "Wilson", "Thompson", "Coleman",
    "Hill", "Scott", "Young", "Wright", "Allen", "Mitchell", "Carter", "Lee", "Clark", "Hall", "Henderson", "Jenkins",
    "Simmons", "Alexander", "Banks", "Dixon", "Hunter", "Gibson", "Wallace", "Hawkins", "Grant", "Dorsey", "Mosley", "Bryant",
    "Booker", "Battle", "Gaines", "Hampton", "Holloway", "Ivory", "Joyner", "Lockett", "McNeil", "Merriweather",
    "Pettway", "Rivers", "Singleton", "Spruill", "Tolliver", "Vaughn", "Whitfield", "Woods", "Wiggins", "Bolden", "Broadnax",
    "Cherry", "Crenshaw", "Daniels", "Easley", "Fields", "Glover", "Gadson", "Hairston", "Hooks", "Isom", "Bates", "Benjamin",
    "Byrd", "Caldwell", "Chatman", "Cobb", "Copeland", "Dawkins", "Edmonds", "Ellis", "Fleming", "Frazier", "Gilliam", "Goodman",
    "Hardy", "Haynes", "Hodge", "Ingram", "Jamison", "Kirkland", "Lofton", "Mack", "Matthews", "McCray", "Minor", "Odom",
    "Perkins", "Pinkney", "Ramsey", "Reese", "Sampson", "Sanders", "Sims", "Stokes", "Tate", "Terrell", "Upshaw", "Watkins",
    "Weaver", "Wilkins", "Witherspoon", "Yarbrough",
];

#[rustfmt::skip]
const AFRICAN: &[&str] = &[
    "Mohamed", "Tesfaye", "Okafor", "Mensah", "Diallo", "Abdi", "Adeyemi", "Osei", "Bekele", "Okoro", "Boateng", "Nwosu", "Abdullahi",
    "Traoré", "Kamau", "Hassan", "Owusu", "Eze", "Alemu", "Balogun", "Sesay", "Kamara", "Njoroge", "Ibrahim", "Gebre", "Okonkwo",
    "Appiah", "Conteh", "Haile", "Mwangi", "Barry", "Ogunleye", "Asante", "Warsame", "Tadesse", "Chukwu",
];

#[rustfmt::skip]
const HISPANIC: &[&str] = &[
    "García", "Rodríguez", "Martínez", "Hernández", "González", "Pérez", "Sánchez", "Ramírez", "Torres", "Flores", "Rivera", "Gómez",
    "Díaz", "Reyes", "Morales", "Cruz", "Gutiérrez", "Ortiz", "Ramos", "Ruiz", "Chávez", "Mendoza", "Álvarez", "Castillo", "Jiménez",
    "Vásquez", "Romero", "Moreno", "Herrera", "Medina", "Aguilar", "Castro", "Fernández", "Vargas", "Guzmán", "Méndez", "Muñoz",
    "Salazar", "Garza", "Soto", "Alvarado", "Delgado", "Peña", "Contreras", "Sandoval", "Guerrero", "Ríos", "Estrada", "Ortega",
    "Núñez", "Valdez", "Santiago", "Maldonado", "Domínguez", "Vega", "Espinoza", "Rojas", "Márquez", "Padilla", "Mejía",
    "Dávila", "Acosta", "Juárez", "Cortez", "Navarro", "Figueroa", "Ávila", "Molina", "Campos", "Miranda", "Ayala", "Carrillo",
    "Durán", "De León", "Cabrera", "Lara", "Robles", "Cervantes", "Solís", "Salinas", "Fuentes", "Velásquez", "Aguirre", "Ochoa",
    "Cárdenas", "Pacheco", "Calderón", "Rivas", "Serrano", "Rosales", "Trujillo", "Zamora", "Zúñiga", "Ibáñez", "Peralta", "Quintero",
    "Villarreal", "Arroyo", "Escobedo", "Montoya", "Cisneros", "Bravo", "Tovar", "Barrera", "Camacho", "Colón", "Escobar", "Gallegos",
    "Huerta", "Lozano", "Macías", "Meléndez", "Nieves", "Orozco", "Palacios", "Ponce", "Quiñones", "Rosario", "Suárez", "Tapia",
    "Treviño", "Valencia", "Villa", "Zavala", "Bautista", "Cantú", "Arellano", "Bonilla", "Cordero", "Del Río", "Esparza", "Galván",
];

#[rustfmt::skip]
const CHINESE: &[&str] = &[
    "Chen", "Wong", "Wang", "Li", "Liu", "Chan", "Zhang", "Lin", "Huang", "Yang", "Wu", "Lee", "Chang", "Zhao", "Zhou", "Cheng", "Xu",
    "Ho", "Lau", "Sun", "Leung", "Zhu", "Guo", "Liang", "Hsu", "Tang", "Zheng", "Luo", "Feng", "Deng", "Cao", "Peng", "Xie", "Yu",
    "Kwan", "Fong", "Chow", "Tsai", "Ng", "Ma", "Shen", "Chiu", "Yip", "Lai",
];

#[rustfmt::skip]
const INDIAN: &[&str] = &[
    "Patel", "Singh", "Shah", "Sharma", "Gupta", "Reddy", "Desai", "Kumar", "Mehta", "Rao", "Iyer", "Jain", "Agarwal", "Verma", "Nair",
    "Joshi", "Banerjee", "Mishra", "Chopra", "Kapoor", "Malhotra", "Bhatt", "Trivedi", "Parikh", "Kaur", "Gill", "Thakur", "Menon",
    "Pillai", "Chowdhury", "Mukherjee", "Ghosh", "Saxena", "Kulkarni", "Naidu", "Krishnan", "Sethi", "Dutta", "Bhatia", "Amin",
];

#[rustfmt::skip]
const FILIPINO: &[&str] = &[
    "Santos", "Reyes", "Cruz", "Bautista", "Garcia", "Mendoza", "Villanueva", "Ramos", "Aquino", "Castillo", "Dela Cruz", "Mercado",
    "Santiago", "Gonzales", "Dizon", "Pascual", "Salazar", "Manalo", "Soriano", "Tolentino", "Valdez", "Magsino", "Ocampo", "Pangilinan",
    "Lacson", "Cabrera", "Batungbakal", "Macaraeg", "Panganiban", "Agustin",
];

#[rustfmt::skip]
const VIETNAMESE: &[&str] = &[
    "Nguyen", "Tran", "Le", "Pham", "Huynh", "Vo", "Phan", "Truong", "Bui", "Dang", "Do", "Ngo", "Hoang", "Duong", "Dinh", "Ly",
];

#[rustfmt::skip]
const KOREAN: &[&str] = &[
    "Kim", "Lee", "Park", "Choi", "Chung", "Kang", "Cho", "Yoon", "Jang", "Lim", "Han", "Shin", "Suh", "Kwon", "Hwang", "Ahn", "Song",
    "Yoo", "Hong", "Moon",
];

#[rustfmt::skip]
const JAPANESE: &[&str] = &[
    "Nakamura", "Tanaka", "Yamamoto", "Watanabe", "Sato", "Suzuki", "Kobayashi", "Ito", "Yamada", "Sasaki", "Matsumoto", "Inoue",
    "Kimura", "Hayashi", "Saito", "Mori", "Ikeda", "Hashimoto", "Yamashita", "Ishikawa", "Ogawa", "Okada", "Fujita", "Nishimura",
    "Murakami", "Kaneshiro", "Higa", "Oshiro",
];

#[rustfmt::skip]
const ARABIC: &[&str] = &[
    "Haddad", "Hussein", "Ahmed", "Nasser", "Khoury", "Mansour", "Saleh", "Hamdan", "Farah", "Najjar", "Abdallah", "Khalil", "Sayegh",
    "Barakat", "Darwish", "Issa", "Qasim", "Rahman", "Siddiqui", "Shaikh", "Aziz", "Malik", "Mustafa", "Odeh", "Shaheen", "Taha",
    "Zaki", "Awad", "Bishara", "Fakhoury",
];

#[rustfmt::skip]
const PERSIAN: &[&str] = &[
    "Ahmadi", "Hosseini", "Karimi", "Rezaei", "Mohammadi", "Jafari", "Moradi", "Rahimi", "Ebrahimi", "Tehrani", "Farahani", "Sadeghi",
    "Bahrami", "Ghorbani", "Amini", "Shirazi", "Kazemi", "Yazdani", "Javadi", "Sohrabi",
];

#[rustfmt::skip]
const PACIFIC: &[&str] = &[
    "Kealoha", "Kahale", "Kamaka", "Kanoa", "Mahoe", "Nakoa", "Palakiko", "Tuiasosopo", "Fonoti", "Leota", "Tuala", "Faleafa", "Kekauoha",
    "Akana", "Keawe", "Makuakane", "Pukahi", "Tonga", "Vaipulu", "Mahelona",
];
