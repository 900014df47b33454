use super::era::Era;
use super::family::family_name;
use super::*;
use crate::key;
use crate::random::Random;
use crate::values::test_lists::assert_list;
use std::collections::{HashMap, HashSet};

/// All heritages with the periods of their given names.
fn eras() -> impl Iterator<Item = (Heritage, &'static Era)> {
    let all = HERITAGES.values().iter();
    all.flat_map(|&heritage| heritage.eras().iter().map(move |era| (heritage, era)))
}

/// Every given name that someone of a heritage may have.
fn given_names(heritage: Heritage) -> HashSet<&'static str> {
    let own = heritage.eras().iter();
    let american = own.clone().any(|era| era.american > 0);
    let american = american
        .then(|| Heritage::British.eras())
        .into_iter()
        .flatten();
    own.chain(american)
        .flat_map(|era| era.female.iter().chain(era.male))
        .copied()
        .collect()
}

#[test]
fn names_are_capitalized_latin_and_unique_in_their_list() {
    for (heritage, era) in eras() {
        for sex in [Sex::Female, Sex::Male] {
            assert_list(
                &format!("{heritage:?} {sex:?} {}", era.until),
                era.of(sex),
                10,
            );
            for name in era.of(sex) {
                assert!(is_name(name), "{heritage:?}: {name}");
            }
        }
    }
    for &heritage in HERITAGES.values() {
        assert_list(&format!("{heritage:?}"), heritage.family_names(), 14);
        for name in heritage.family_names() {
            assert!(is_name(name), "{heritage:?}: {name}");
        }
    }
}

#[test]
fn non_names_are_recognized() {
    for text in [
        "", "de Jong", "Ricci\t", "D\\", "Floris,", "佐藤", "Özm̂en", "FAnke1", "Smith ",
    ] {
        assert!(!is_name(text), "{text}");
    }
    for text in ["O'Brien", "Jo Ann", "Hye-jin", "Łukasz", "Weiß", "Çelik"] {
        assert!(is_name(text), "{text}");
    }
}

#[test]
fn lists_of_fake_are_free_of_jokes_and_oddities() {
    let names = |heritage: Heritage| heritage.family_names();
    for odd in [
        "Mustermann",
        "Musterfrau",
        "Ricci\t",
        "Dalla",
        "Hisman",
        "Xharde",
        "Nguyen",
        "Garcia",
        "Hilll",
        "Wisozk",
    ] {
        for heritage in [
            Heritage::German,
            Heritage::Italian,
            Heritage::French,
            Heritage::Dutch,
            Heritage::Portuguese,
            Heritage::Turkish,
        ] {
            assert!(!names(heritage).contains(&odd), "{heritage:?}: {odd}");
        }
    }
    assert!(
        names(Heritage::German).len() > 50,
        "{:?}",
        names(Heritage::German)
    );
    assert!(names(Heritage::French).len() > 500);
}

#[test]
fn names_fit_the_years_of_birth() {
    let mut stream = Random::new(1).stream(key!("accounts_db.customers/test_names"), 0);
    let mut born = |sex, year| -> HashSet<&str> {
        (0..20_000)
            .map(|_| {
                given_name(
                    &mut stream,
                    heritage(&mut Random::new(2).stream(key!("accounts_db.customers/test_h"), 0)),
                    sex,
                    year,
                )
            })
            .collect()
    };
    let (old, young) = (born(Sex::Female, 1938), born(Sex::Female, 2004));
    assert!(old.contains("Dorothy") && !young.contains("Dorothy"));
    assert!(young.contains("Madison") && !old.contains("Madison"));
    let (old, young) = (born(Sex::Male, 1944), born(Sex::Male, 2008));
    assert!(!old.contains("Jayden") && young.contains("Jayden"));
    // Only a few names of one period are both female and male.
    for (heritage, era) in eras() {
        let both: Vec<_> = era
            .female
            .iter()
            .filter(|name| era.male.contains(name))
            .collect();
        assert!(both.len() <= 2, "{heritage:?} {}: {both:?}", era.until);
    }
}

#[test]
fn everybody_has_a_name_in_every_year() {
    let mut stream = Random::new(1).stream(key!("accounts_db.customers/test_names"), 0);
    for &heritage in HERITAGES.values() {
        for year in (1880..2230).step_by(5) {
            for sex in [Sex::Female, Sex::Male] {
                assert!(!given_name(&mut stream, heritage, sex, year).is_empty());
            }
        }
    }
}

#[test]
fn no_household_name_can_arise() {
    #[rustfmt::skip]
    let known = [
        "Jennifer Lopez", "Michael Jordan", "Michael Jackson", "Emma Watson", "Emma Stone", "Robert Kennedy", "Taylor Swift",
        "Julia Roberts", "Elizabeth Taylor", "Elizabeth Warren", "Diana Ross", "Stephen King", "Martha Stewart", "Patrick Stewart",
        "George Harrison", "George Washington", "George Bush", "Walter White", "Helen Keller", "Rachel Green", "Peter Parker",
        "James Dean", "Bruce Lee", "Bruce Willis", "Kathleen Turner", "Keith Richards", "Natalie Wood", "Adam West", "Imran Khan",
        "Thomas Mann", "James Baldwin", "Pamela Anderson", "Anthony Hopkins", "Alice Cooper", "Alexander Hamilton", "Jennifer Garner",
        "Jennifer Hudson", "Jennifer Lawrence", "Michael Moore", "Aaron Rodgers", "Michael Fox", "Michael Douglas", "Barbara Walters",
        "David Lynch", "Jerry Lewis", "Julie Andrews", "Thomas Jefferson", "Benjamin Franklin", "Christopher Nolan", "Kevin Hart",
        "Rosa Parks", "Astrid Lindgren", "Anne Frank", "Philip Roth", "Michael Schumacher", "Henry Winkler", "Jessica Lange",
        "Alan Jackson", "Paul Newman", "Stephen Curry", "Albert Einstein", "Salma Hayek", "Penelope Cruz",
        "Fidel Castro", "Selena Gomez", "Cameron Diaz", "Cesar Chavez", "Hugo Chávez", "César Chávez", "Emiliano Zapata",
        "Pablo Escobar", "Rafael Nadal", "Luis Miguel", "Diego Luna", "Sofía Vergara", "Jackie Chan", "Serena Williams",
        "Kamala Harris", "Clarence Thomas", "Miles Davis", "Frank Sinatra", "Dean Martin", "Sophia Loren", "Al Pacino", "Marco Rubio",
        "Nancy Reagan", "Ronald Reagan", "Richard Nixon", "Bill Gates", "Mike Tyson", "Dennis Rodman", "John Lennon", "John Wayne",
        "Isaac Newton", "Jack Nicholson", "Tom Hanks", "Grace Kelly", "Gene Kelly", "Meg Ryan", "Conan O'Brien", "Jared Kushner", "Mustafa Kemal", "Omar Sharif", "Roosevelt Grier", "Andre Agassi", "Adam Levine", "Calvin Klein", "Anna Wintour",
    ];
    let mut found: Vec<&str> = Vec::new();
    for &heritage in HERITAGES.values() {
        let given = given_names(heritage);
        found.extend(known.iter().copied().filter(|name| {
            let (first, last) = name.split_once(' ').unwrap();
            given.contains(first) && heritage.family_names().contains(&last)
        }));
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_name_folds_to_lower_case_letters() {
    for (first, last, wanted) in [
        ("José", "Núñez", "jose.nunez"),
        ("Zoë", "Müller", "zoe.muller"),
        ("Søren", "Weiß", "soren.weiss"),
        ("Łukasz", "O'Connor", "lukasz.oconnor"),
        ("Hye-jin", "Van Dijk", "hyejin.vandijk"),
        ("Ayşe", "Kılıç", "ayse.kilic"),
        ("Jo Ann", "Doğan", "joann.dogan"),
    ] {
        assert_eq!(email_local(first, last), wanted);
    }
    for &heritage in HERITAGES.values() {
        let families = heritage.family_names().iter().copied();
        for name in given_names(heritage).into_iter().chain(families) {
            let letters = name.chars().filter(|c| c.is_alphabetic()).count();
            let local = email_local(name, "");
            let folded = local.trim_end_matches('.');
            assert!(
                folded.bytes().all(|b| b.is_ascii_lowercase()),
                "{name}: {folded}"
            );
            let written = folded.len() - name.matches('ß').count();
            assert_eq!(written, letters, "{name}: {folded}");
        }
    }
}

#[test]
fn common_names_are_common_and_all_occur() {
    let mut stream = Random::new(1).stream(key!("accounts_db.customers/test_names"), 0);
    let (mut families, mut heritages) = (HashMap::new(), HashMap::new());
    for _ in 0..100_000 {
        let heritage = heritage(&mut stream);
        *heritages.entry(heritage).or_insert(0) += 1;
        *families
            .entry(family_name(&mut stream, heritage))
            .or_insert(0) += 1;
    }
    assert_eq!(heritages.len(), HERITAGES.values().len());
    let smiths = families["Smith"];
    assert!((700..1_200).contains(&smiths), "{smiths}");
    assert!(families.len() > 1_200, "{}", families.len());
}
