//! Given names by heritage, which families choose besides American ones.

use super::era::Era;
use super::{Heritage, Sex};
use crate::random::{Proportion, Stream};
use crate::values::people::american::AMERICAN;

/// Draws a given name by heritage and year of birth.
pub fn given_name(
    stream: &mut Stream,
    heritage: Heritage,
    sex: Sex,
    birth_year: i32,
) -> &'static str {
    let at = |eras: &'static [Era]| {
        let born_by = |era: &&Era| birth_year <= era.until;
        eras.iter().find(born_by).expect("the last era has no end")
    };
    let own = at(heritage.eras());
    let era = match own.american > 0 && stream.chance(Proportion::percent(own.american)) {
        true => at(AMERICAN),
        false => own,
    };
    let names = era.of(sex);
    // The first of n names has probability 2 / n, declining linearly: roughly the distribution within a generation.
    let count = names.len() as u64;
    let reach = stream.below(count).max(stream.below(count)) + 1;
    names[stream.below(reach) as usize]
}

impl Heritage {
    /// Returns the periods of its given names, from oldest to youngest.
    pub(super) const fn eras(self) -> &'static [Era] {
        match self {
            Heritage::British => AMERICAN,
            Heritage::Irish => IRISH,
            Heritage::German => GERMAN,
            Heritage::Scandinavian => SCANDINAVIAN,
            Heritage::Italian => ITALIAN,
            Heritage::Polish => POLISH,
            Heritage::French => FRENCH,
            Heritage::Dutch => DUTCH,
            Heritage::Jewish => JEWISH,
            Heritage::Slavic => SLAVIC,
            Heritage::Portuguese => PORTUGUESE,
            Heritage::Greek => GREEK,
            Heritage::AfricanAmerican => AFRICAN_AMERICAN,
            Heritage::African => AFRICAN,
            Heritage::Hispanic => HISPANIC,
            Heritage::Chinese => CHINESE,
            Heritage::Indian => INDIAN,
            Heritage::Filipino => FILIPINO,
            Heritage::Vietnamese => VIETNAMESE,
            Heritage::Korean => KOREAN,
            Heritage::Japanese => JAPANESE,
            Heritage::Arabic => ARABIC,
            Heritage::Persian => PERSIAN,
            Heritage::Turkish => TURKISH,
            Heritage::Pacific => PACIFIC,
        }
    }
}

#[rustfmt::skip]
const IRISH: &[Era] = &[
    Era { until: 1979, american: 75,
        female: &["Kathleen", "Maureen", "Eileen", "Colleen", "Sheila", "Bridget", "Nora", "Rosemary", "Noreen", "Peggy", "Moira"],
        male: &["Patrick", "Kevin", "Brian", "Dennis", "Neil", "Brendan", "Timothy", "Francis", "Terrence", "Hugh", "Martin"] },
    Era { until: i32::MAX, american: 78,
        female: &["Erin", "Caitlin", "Shannon", "Kerry", "Maeve", "Bridget", "Fiona", "Molly", "Deirdre", "Siobhan", "Niamh"],
        male: &["Ryan", "Sean", "Connor", "Brendan", "Liam", "Declan", "Rory", "Aidan", "Colin", "Kieran", "Eamon"] },
];

#[rustfmt::skip]
const GERMAN: &[Era] = &[
    Era { until: 1969, american: 84,
        female: &["Ingrid", "Erika", "Hilda", "Elsa", "Gretchen", "Heidi", "Louise", "Frieda", "Trudy", "Liesel", "Greta"],
        male: &["Walter", "Carl", "Herbert", "Frederick", "Karl", "Kurt", "Rudy", "Otto", "Werner", "August", "Leo"] },
    Era { until: i32::MAX, american: 90,
        female: &["Heidi", "Kristina", "Erika", "Gretchen", "Annika", "Greta", "Ingrid", "Katrina", "Liesel", "Marlene"],
        male: &["Kurt", "Eric", "Karl", "Hans", "Stefan", "Max", "Conrad", "Fritz", "August", "Felix"] },
];

#[rustfmt::skip]
const SCANDINAVIAN: &[Era] = &[
    Era { until: 1969, american: 76,
        female: &["Ingrid", "Karen", "Astrid", "Solveig", "Marit", "Sonja", "Sigrid", "Inga", "Gunhild", "Kirsten", "Britta"],
        male: &["Arne", "Carl", "Lars", "Nels", "Olaf", "Erik", "Harold", "Einar", "Gordon", "Leif", "Sven"] },
    Era { until: i32::MAX, american: 84,
        female: &["Kirsten", "Annika", "Britta", "Ingrid", "Kari", "Freja", "Linnea", "Signe", "Karin", "Maja"],
        male: &["Erik", "Lars", "Anders", "Leif", "Nils", "Soren", "Bjorn", "Gunnar", "Jens", "Henrik"] },
];

#[rustfmt::skip]
const ITALIAN: &[Era] = &[
    Era { until: 1964, american: 62,
        female: &["Rose", "Marie", "Josephine", "Angela", "Carmela", "Theresa", "Antoinette", "Concetta", "Lucia", "Filomena", "Connie", "Yolanda"],
        male: &["Anthony", "Joseph", "Frank", "Vincent", "Dominic", "Salvatore", "Angelo", "Carmine", "Louis", "Nicholas", "Rocco", "Pasquale"] },
    Era { until: i32::MAX, american: 70,
        female: &["Gina", "Angela", "Maria", "Lisa", "Christina", "Gianna", "Nicole", "Francesca", "Carla", "Adriana", "Bianca", "Chiara"],
        male: &["Anthony", "Michael", "Vincent", "Dominic", "Nicholas", "Marco", "Joseph", "Giovanni", "Matteo", "Angelo", "Dante", "Luca"] },
];

#[rustfmt::skip]
const POLISH: &[Era] = &[
    Era { until: 1969, american: 74,
        female: &["Irene", "Stella", "Helen", "Wanda", "Stephanie", "Bernice", "Theresa", "Jadwiga", "Danuta", "Sophie", "Halina"],
        male: &["Stanley", "Walter", "Edward", "Casimir", "Chester", "Thaddeus", "Edmund", "Zygmunt", "Stefan", "Henry", "Bruno"] },
    Era { until: i32::MAX, american: 76,
        female: &["Magdalena", "Agnieszka", "Ewa", "Katarzyna", "Monika", "Joanna", "Dorota", "Natalia", "Kinga", "Zofia", "Małgorzata"],
        male: &["Piotr", "Tomasz", "Krzysztof", "Marek", "Pawel", "Adrian", "Jakub", "Łukasz", "Marcin", "Grzegorz", "Wojciech"] },
];

#[rustfmt::skip]
const FRENCH: &[Era] = &[
    Era { until: 1964, american: 78,
        female: &["Yvonne", "Jeannette", "Lucille", "Claire", "Rita", "Simone", "Cecile", "Therese", "Lorraine", "Estelle", "Odette"],
        male: &["Roland", "Armand", "Normand", "Lucien", "Marcel", "Gerard", "Roger", "Andre", "Leon", "Emile", "Rene"] },
    Era { until: i32::MAX, american: 84,
        female: &["Renée", "Michelle", "Danielle", "Aimee", "Monique", "Chantal", "Genevieve", "Camille", "Elise", "Noelle"],
        male: &["Andre", "Marc", "Philippe", "Rene", "Remy", "Luc", "Pierre", "Etienne", "Beau", "Julien"] },
];

#[rustfmt::skip]
const DUTCH: &[Era] = &[
    Era { until: i32::MAX, american: 91,
        female: &["Marieke", "Wilma", "Gerda", "Anneke", "Femke", "Tessa", "Hilda", "Saskia", "Johanna", "Betsy"],
        male: &["Pieter", "Gerrit", "Dirk", "Kees", "Willem", "Hendrik", "Jan", "Cornelius", "Derk", "Bram"] },
];

#[rustfmt::skip]
const JEWISH: &[Era] = &[
    Era { until: 1964, american: 62,
        female: &["Sylvia", "Miriam", "Rhoda", "Harriet", "Elaine", "Naomi", "Roslyn", "Arlene", "Estelle", "Phyllis", "Judith", "Marcia"],
        male: &["Stanley", "Melvin", "Irving", "Morton", "Sheldon", "Harvey", "Marvin", "Leonard", "Seymour", "Arnold", "Sidney", "Saul"] },
    Era { until: i32::MAX, american: 64,
        female: &["Rachel", "Rebecca", "Leah", "Naomi", "Shira", "Miriam", "Tova", "Talia", "Ilana", "Dara", "Aviva", "Hannah"],
        male: &["Adam", "Joshua", "Daniel", "Ari", "Ethan", "Seth", "Noah", "Jared", "Eitan", "Avi", "Ezra", "Asher"] },
];

#[rustfmt::skip]
const SLAVIC: &[Era] = &[
    Era { until: i32::MAX, american: 48,
        female: &["Olga", "Natalia", "Irina", "Svetlana", "Elena", "Oksana", "Tatiana", "Marina", "Ludmila", "Vera", "Anastasia",
            "Yelena", "Galina", "Jelena", "Ivana", "Milena", "Katarina", "Larisa"],
        male: &["Alexander", "Sergei", "Dmitri", "Igor", "Oleg", "Andrei", "Viktor", "Ivan", "Mikhail", "Pavel", "Yuri", "Boris",
            "Goran", "Zoran", "Nikola", "Oleksandr", "Bohdan", "Taras"] },
];

#[rustfmt::skip]
const PORTUGUESE: &[Era] = &[
    Era { until: i32::MAX, american: 46,
        female: &["Maria", "Ana", "Fatima", "Lucia", "Isabel", "Teresa", "Filomena", "Natalia", "Fernanda", "Beatriz", "Inês", "Graça"],
        male: &["José", "Manuel", "António", "João", "Carlos", "Paulo", "Fernando", "Luis", "Rui", "Nuno", "Tiago", "Joaquim"] },
];

#[rustfmt::skip]
const GREEK: &[Era] = &[
    Era { until: i32::MAX, american: 44,
        female: &["Maria", "Eleni", "Sophia", "Georgia", "Despina", "Athena", "Anastasia", "Vasiliki", "Stella", "Irene", "Demetra", "Katina"],
        male: &["George", "Nick", "Constantine", "Demetrios", "John", "Peter", "Gus", "Spiro", "Stavros", "Theodore", "Panos", "Andreas"] },
];

#[rustfmt::skip]
const AFRICAN_AMERICAN: &[Era] = &[
    Era { until: 1959, american: 62,
        female: &["Willie Mae", "Ruby", "Gloria", "Bernice", "Ernestine", "Mattie", "Earnestine", "Gwendolyn", "Annie", "Essie", "Minnie",
            "Vernell", "Odessa", "Delores", "Rosie", "Thelma", "Jacqueline", "Beverly", "Lillie", "Bessie", "Jewel", "Ella"],
        male: &["Willie", "Clarence", "Earl", "Leroy", "Curtis", "Nathaniel", "Calvin", "Alvin", "Clyde", "Melvin", "Herman", "Otis",
            "Roosevelt", "Cleveland", "Percy", "Booker", "Isaac", "Luther", "Horace", "Lonnie", "Reginald", "Freddie"] },
    Era { until: 1974, american: 52,
        female: &["Yolanda", "Sheila", "Regina", "Felicia", "Angela", "Valerie", "Sonya", "Vanessa", "Wanda", "Yvette", "Monique",
            "Tonya", "Stephanie", "Rochelle", "Darlene", "Carla", "Tanya", "Kim", "LaTanya", "Anita", "Charlene", "Veronica"],
        male: &["Reginald", "Darryl", "Anthony", "Tyrone", "Terrence", "Kelvin", "Curtis", "Marvin", "Rodney", "Carlton", "Byron",
            "Derrick", "Cedric", "Vernon", "Andre", "Maurice", "Carl", "Dwayne", "Gerald", "Clifton", "Marcus", "Wendell"] },
    Era { until: 1989, american: 40,
        female: &["Keisha", "Latoya", "Tamika", "Ebony", "Kenya", "Nicole", "Monique", "Crystal", "Shanice", "Erica", "Danielle",
            "Candace", "Tiffany", "Latasha", "Yolanda", "Tameka", "Nakia", "Felicia", "Lakeisha", "Shameka", "Chanel", "Alicia"],
        male: &["Jamal", "Terrence", "Marcus", "Andre", "Corey", "Darnell", "Demetrius", "Antoine", "Terrell", "Jermaine", "Lamar",
            "Tyrone", "Derrick", "Cedric", "Courtney", "Dwight", "Rashad", "Kendrick", "Quincy", "Damon", "Lamont", "Marlon"] },
    Era { until: 2001, american: 42,
        female: &["Jasmine", "Kiara", "Imani", "Alexis", "Raven", "Brianna", "Ebony", "Shanice", "Asia", "Tiara", "Destiny", "Deja",
            "Aaliyah", "Breanna", "Kierra", "Dominique", "Jada", "Precious", "Simone", "Diamond", "India", "Kayla"],
        male: &["Malik", "Darius", "Xavier", "Isaiah", "Marquis", "DeAndre", "Tevin", "Devonte", "DeShawn", "Jalen", "Terrell",
            "Trevon", "Khalil", "Donovan", "Elijah", "Davon", "Kendall", "Tre", "Marcus", "Dominique", "Jaylen", "Rasheed"] },
    Era { until: i32::MAX, american: 46,
        female: &["Nevaeh", "Aaliyah", "Imani", "Kennedy", "Jada", "Trinity", "Amari", "Skylar", "Zoe", "Journee", "Serenity", "Nia",
            "Amara", "London", "Kali", "Zuri", "Laila", "Kylie", "Amaya", "Naomi"],
        male: &["Jeremiah", "Isaiah", "Elijah", "Jayden", "Josiah", "Xavier", "Kingston", "Amir", "Malachi", "Zion", "Micah", "Jaylen",
            "Khalil", "Bryson", "Messiah", "Camden", "Cameron", "Kameron", "Carter", "King"] },
];

#[rustfmt::skip]
const AFRICAN: &[Era] = &[
    Era { until: i32::MAX, american: 28,
        female: &["Grace", "Ngozi", "Adaeze", "Blessing", "Amina", "Fatou", "Abena", "Folake", "Aminata", "Selam", "Hodan", "Chioma",
            "Mariam", "Akosua", "Wanjiru", "Tigist", "Ifeoma", "Hawa", "Amara", "Yetunde"],
        male: &["Emmanuel", "Samuel", "Kofi", "Chidi", "Emeka", "Tunde", "Abdi", "Mohamed", "Ibrahim", "Sekou", "Dawit", "Kwabena",
            "Ikenna", "Moussa", "Yonas", "Segun", "Kamau", "Musa", "Olu", "Bereket"] },
];

#[rustfmt::skip]
const HISPANIC: &[Era] = &[
    Era { until: 1964, american: 22,
        female: &["María", "Rosa", "Carmen", "Guadalupe", "Juana", "Gloria", "Teresa", "Margarita", "Alicia", "Yolanda", "Elena", "Josefina",
            "Irma", "Esperanza", "Martha", "Francisca", "Dolores", "Consuelo", "Graciela", "Olga", "Socorro", "Amparo", "Ofelia",
            "Blanca", "Lucila", "Antonia", "Elvira", "Raquel"],
        male: &["José", "Juan", "Manuel", "Jesús", "Francisco", "Pedro", "Antonio", "Miguel", "Roberto", "Carlos", "Ramón", "Rafael",
            "Luis", "Raúl", "Alfredo", "Ernesto", "Arturo", "Rubén", "Enrique", "Rodolfo", "Salvador", "Gilberto", "Armando",
            "Héctor", "Guillermo", "Ignacio", "Domingo"] },
    Era { until: 1984, american: 24,
        female: &["María", "Ana", "Patricia", "Claudia", "Sandra", "Leticia", "Verónica", "Silvia", "Mónica", "Norma", "Elizabeth", "Rosa",
            "Adriana", "Gabriela", "Maribel", "Marisol", "Alejandra", "Lorena", "Araceli", "Karina", "Diana", "Yolanda", "Beatriz",
            "Carolina", "Cecilia", "Xiomara", "Ivette", "Maritza"],
        male: &["José", "Juan", "Luis", "Carlos", "Jorge", "Miguel", "Francisco", "Javier", "Jesús", "Alejandro", "Mario", "Sergio",
            "Roberto", "Fernando", "Ricardo", "Eduardo", "Héctor", "Víctor", "Óscar", "Gerardo", "Marco", "Ángel", "Raúl",
            "Julio", "Arturo", "Gustavo"] },
    Era { until: 1999, american: 32,
        female: &["Jessica", "Stephanie", "Daniela", "Andrea", "Vanessa", "Karina", "Alejandra", "Diana", "Gabriela", "Jasmine", "Karen",
            "Brenda", "Mariana", "Alondra", "Michelle", "Ana", "Cynthia", "Paola", "Fernanda", "Itzel", "Esmeralda", "Cristina",
            "Maricela", "Yesenia", "Lizbeth", "Marisol", "Nayeli", "Vivian"],
        male: &["José", "Luis", "Juan", "Carlos", "Jesús", "Daniel", "Miguel", "David", "Alejandro", "Jorge", "Eduardo", "Diego",
            "Adrián", "Christian", "Javier", "Iván", "Andrés", "Fernando", "Ricardo", "Gabriel", "Omar", "Erick", "Manuel", "Óscar",
            "Julio", "Edgar", "Saúl", "Francisco"] },
    Era { until: i32::MAX, american: 42,
        female: &["Sofía", "Camila", "Isabella", "Valentina", "Ximena", "Mía", "Emily", "Valeria", "Daniela", "Natalia", "Luna", "Lucía",
            "Melanie", "Alexa", "Mariana", "Renata", "Ariana", "Genesis", "Aitana", "Abril", "Jimena", "Elena"],
        male: &["Mateo", "Santiago", "Sebastián", "Diego", "Ángel", "Daniel", "Leonardo", "Emiliano", "Luis", "Adrián", "Gael", "Matías",
            "Thiago", "Joaquín", "Nicolás", "Iker", "Damián", "Andrés", "Maximiliano", "Emmanuel", "Carlos", "Axel"] },
];

#[rustfmt::skip]
const CHINESE: &[Era] = &[
    Era { until: 1974, american: 44,
        female: &["Mei", "Ling", "Li", "Hong", "Xiu", "Yan", "Shu-fen", "Mei-ling", "Ping", "Lan", "Hua", "Fang", "Siu", "Yuk", "Qin"],
        male: &["Wei", "Ming", "Jian", "Guo", "Kwok", "Chi", "Hong", "Yong", "Zhi", "Jun", "Wing", "Da", "Bo", "Feng", "Tak"] },
    Era { until: i32::MAX, american: 62,
        female: &["Jing", "Yan", "Xin", "Yi", "Jia", "Ying", "Li", "Lei", "Na", "Yue", "Min", "Ting", "Xue", "Qian", "Wen"],
        male: &["Wei", "Lei", "Hao", "Jun", "Yang", "Chao", "Bo", "Tao", "Kai", "Peng", "Jie", "Yu", "Xiang", "Zhen", "Bin"] },
];

#[rustfmt::skip]
const INDIAN: &[Era] = &[
    Era { until: 1969, american: 4,
        female: &["Lakshmi", "Sunita", "Usha", "Asha", "Kamala", "Geeta", "Meena", "Rekha", "Sushila", "Nirmala", "Padma", "Saroj", "Hansa",
            "Jyoti", "Sudha"],
        male: &["Ramesh", "Suresh", "Ashok", "Vijay", "Prakash", "Rajendra", "Harish", "Mohan", "Anil", "Dinesh", "Krishna", "Bharat", "Subhash",
            "Jagdish", "Gopal"] },
    Era { until: 1994, american: 6,
        female: &["Priya", "Anjali", "Deepa", "Kavita", "Pooja", "Neha", "Swati", "Meera", "Shilpa", "Divya", "Sonal", "Anita", "Nisha",
            "Radhika", "Preeti", "Rupal", "Archana", "Vidya"],
        male: &["Sanjay", "Rahul", "Amit", "Rajesh", "Vikram", "Nikhil", "Rohan", "Anand", "Sandeep", "Manish", "Arjun", "Ravi", "Kiran",
            "Deepak", "Vivek", "Ajay", "Karthik", "Hitesh"] },
    Era { until: i32::MAX, american: 12,
        female: &["Anika", "Riya", "Maya", "Diya", "Ananya", "Isha", "Kavya", "Aanya", "Saanvi", "Nikita", "Simran", "Tara"],
        male: &["Aarav", "Arjun", "Rohan", "Aryan", "Ishaan", "Dev", "Vihaan", "Neel", "Nikhil", "Krish", "Dhruv", "Veer"] },
];

#[rustfmt::skip]
const FILIPINO: &[Era] = &[
    Era { until: 1974, american: 40,
        female: &["Maria", "Teresita", "Erlinda", "Corazon", "Rosario", "Lourdes", "Josefina", "Milagros", "Remedios", "Leonora", "Imelda", "Nenita"],
        male: &["Renato", "Rolando", "Reynaldo", "Danilo", "Eduardo", "Romeo", "Ernesto", "Virgilio", "Rodolfo", "Benito", "Jaime", "Nestor"] },
    Era { until: i32::MAX, american: 55,
        female: &["Maricel", "Jennifer", "Michelle", "Jocelyn", "Liezel", "Cherry", "Rowena", "Angelica", "Katrina", "Marilou", "Princess", "Bernadette"],
        male: &["Mark", "Jomar", "Rodel", "Christian", "Jerome", "Arnel", "Alvin", "Ronnel", "Jayson", "Dennis", "Marvin", "Paolo"] },
];

#[rustfmt::skip]
const VIETNAMESE: &[Era] = &[
    Era { until: i32::MAX, american: 38,
        female: &["Linh", "Thuy", "Huong", "Lan", "Mai", "Ngoc", "Hoa", "Trang", "Phuong", "Thanh", "Kim", "Nhung", "Hanh", "Tuyet", "Diem"],
        male: &["Minh", "Hung", "Tuan", "Dung", "Long", "Bao", "Khanh", "Hai", "Duc", "Quang", "Son", "Vinh", "Thang", "Phong", "Tien"] },
];

#[rustfmt::skip]
const KOREAN: &[Era] = &[
    Era { until: 1979, american: 42,
        female: &["Young", "Soon", "Kyung-hee", "Mi-sook", "Eun-joo", "Jung", "Hye-jin", "Sun-hee", "Myung", "Ok", "Yoon", "Hee"],
        male: &["Sung", "Jae", "Young-ho", "Sang", "Kwang", "Dong", "Jin", "Sung-ho", "Hyun", "Chang", "Byung", "Ki"] },
    Era { until: i32::MAX, american: 70,
        female: &["Ji-woo", "Hye-jin", "Min-ji", "Soo-jin", "Eun-ji", "Ji-hye", "Yuna", "Hana", "Mina", "Seo-yeon"],
        male: &["Min-jun", "Joon", "Sung-min", "Ji-hoon", "Hyun-woo", "Jae-won", "Dong-hyun", "Jin-woo", "Tae", "Min-ho"] },
];

#[rustfmt::skip]
const JAPANESE: &[Era] = &[
    Era { until: 1964, american: 52,
        female: &["Yoshiko", "Michiko", "Kazuko", "Fumiko", "Sachiko", "Haruko", "Setsuko", "Toshiko", "Emiko", "Kimiko", "Reiko", "Chiyoko"],
        male: &["Hiroshi", "Takashi", "Kenji", "Minoru", "Kazuo", "Tadashi", "Yoshio", "Isamu", "Satoru", "Noboru", "Shigeru", "Masao"] },
    Era { until: i32::MAX, american: 64,
        female: &["Akiko", "Yuki", "Keiko", "Naomi", "Emi", "Mika", "Yumi", "Aya", "Sakura", "Hana", "Rina", "Mariko"],
        male: &["Kenji", "Takeshi", "Ken", "Daisuke", "Kenta", "Hiro", "Ryota", "Kai", "Shinji", "Naoki", "Makoto", "Yuto"] },
];

#[rustfmt::skip]
const ARABIC: &[Era] = &[
    Era { until: i32::MAX, american: 18,
        female: &["Fatima", "Layla", "Noor", "Maryam", "Amina", "Rania", "Zainab", "Hala", "Samira", "Dina", "Yasmin", "Salma", "Nadia", "Huda", "Rasha"],
        male: &["Mohammed", "Ahmed", "Omar", "Ali", "Hassan", "Khalid", "Yusuf", "Samir", "Karim", "Tariq", "Bilal", "Nabil", "Faisal", "Ziad", "Mahmoud"] },
];

#[rustfmt::skip]
const PERSIAN: &[Era] = &[
    Era { until: i32::MAX, american: 14,
        female: &["Maryam", "Leila", "Shirin", "Nasrin", "Mina", "Azadeh", "Parisa", "Roya", "Farah", "Sara", "Mahnaz", "Niloufar"],
        male: &["Reza", "Amir", "Ali", "Hamid", "Mehdi", "Farhad", "Saeed", "Behzad", "Kamran", "Dariush", "Babak", "Arash"] },
];

#[rustfmt::skip]
const TURKISH: &[Era] = &[
    Era { until: i32::MAX, american: 14,
        female: &["Ayşe", "Fatma", "Elif", "Zeynep", "Emine", "Hatice", "Selin", "Merve", "Derya", "Ceren", "Büşra", "Ece"],
        male: &["Mehmet", "Mustafa", "Ahmet", "Ali", "Hüseyin", "Hasan", "Murat", "Burak", "Onur", "Serkan", "Kemal", "Can"] },
];

#[rustfmt::skip]
const PACIFIC: &[Era] = &[
    Era { until: i32::MAX, american: 55,
        female: &["Leilani", "Malia", "Kalani", "Noelani", "Mahina", "Sina", "Lani", "Mele", "Kailani", "Pua", "Nalani", "Tiare"],
        male: &["Kai", "Keoni", "Kalani", "Kekoa", "Nainoa", "Sione", "Ikaika", "Makoa", "Tavita", "Kimo", "Manu", "Koa"] },
];
