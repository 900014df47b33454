//! Who lives with whom: a block's places grouped into households, and the origins of their members.

use crate::generate::customer::CUSTOMERS_PER_BLOCK;
use crate::generate::shares::Dealer;
use crate::key;
use crate::random::{Proportion, Stream, Weighted};
use crate::values::calendar::Date;
use crate::values::people::{self, Heritage, Sex};

/// Which members of a household are customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A company, separate from its owner, who doesn't count as an individual.
    Company,
    /// A person whose relatives aren't customers.
    Single,
    /// A couple.
    Couple,
    /// A couple with a grown child.
    Family,
    /// A parent with a grown child.
    ParentAndChild,
}

impl Shape {
    /// Number of members who are customers.
    const fn size(self) -> usize {
        match self {
            Shape::Company | Shape::Single => 1,
            Shape::Couple | Shape::ParentAndChild => 2,
            Shape::Family => 3,
        }
    }

    /// Whether the first two members are a couple.
    pub const fn is_couple(self) -> bool {
        matches!(self, Shape::Couple | Shape::Family)
    }

    /// Index of the grown child among the members.
    pub const fn child(self) -> Option<usize> {
        match self {
            Shape::Family => Some(2),
            Shape::ParentAndChild => Some(1),
            _ => None,
        }
    }
}

/// Couples, families, and parents with a grown child in a block, in percent of blocks: about 60 percent of individuals share a
/// household with another customer (data model, section 1).
const MIXTURES: Weighted<[usize; 3], 5> = Weighted::new([
    ([4, 1, 0], 35),
    ([3, 1, 1], 30),
    ([4, 0, 1], 15),
    ([5, 0, 0], 10),
    ([3, 2, 0], 10),
]);

/// A household in a block.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Which members are customers.
    pub shape: Shape,
    /// Their places in the block, in the order of the shape.
    pub members: Vec<usize>,
}

/// A block's households; `companies` marks the places of companies.
pub fn units(dealer: &Dealer, companies: &[bool]) -> Vec<Unit> {
    let mut places: Vec<usize> = (0..CUSTOMERS_PER_BLOCK as usize)
        .filter(|&place| !companies[place])
        .collect();
    let key = key!("customer_db.customer_profiles/household");
    dealer.random().shuffle(key, dealer.block, &mut places);
    let mut stream = dealer.stream(key!("customer_db.customer_profiles/households"));
    let [couples, families, parents] = MIXTURES.draw(&mut stream);
    let shared = [
        (Shape::Couple, couples),
        (Shape::Family, families),
        (Shape::ParentAndChild, parents),
    ];
    let shared = shared
        .into_iter()
        .flat_map(|(shape, count)| std::iter::repeat_n(shape, count));
    let mut left = places.into_iter();
    let mut units: Vec<Unit> = shared
        .map(|shape| Unit {
            shape,
            members: left.by_ref().take(shape.size()).collect(),
        })
        .collect();
    let single = |shape| {
        move |place| Unit {
            shape,
            members: vec![place],
        }
    };
    units.extend(left.map(single(Shape::Single)));
    let companies = (0..companies.len()).filter(|&place| companies[place]);
    units.extend(companies.map(single(Shape::Company)));
    units
}

/// What a person is born with, and the family name taken in marriage.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// Female or male.
    pub sex: Sex,
    /// Origin of the names.
    pub heritage: Heritage,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Family name before marriage.
    pub birth_name: &'static str,
    /// Day of birth.
    pub born: Date,
}

/// Age in days at the as-of date of people who live alone, by eighths: 18 to 85 years, a bell curve around 42 (data model,
/// section 4).
const AGES: [i64; 9] = [
    6_700, 9_900, 11_900, 13_700, 15_340, 17_000, 19_000, 21_900, 31_000,
];
/// Likewise, for couples, parents of a grown child, and company owners.
const AGES_OF_COUPLES: [i64; 5] = [8_000, 11_000, 13_800, 17_800, 29_500];
const AGES_OF_PARENTS: [i64; 5] = [16_500, 18_000, 19_200, 21_000, 26_000];
const AGES_OF_OWNERS: [i64; 5] = [10_500, 15_000, 18_400, 21_500, 26_500];
/// Days by which a wife is younger than her husband.
pub const YOUNGER: [i64; 5] = [-2_000, 0, 550, 1_150, 3_000];
/// Days between the births of a mother and her grown child at home.
const GENERATION: [i64; 5] = [6_900, 8_900, 10_100, 11_400, 14_600];
/// A grown child at home is seldom older than this: 36 years.
const OLDEST_CHILD: i64 = 13_150;
/// Everybody came of age at least 100 days ago and is at most 85.
const YOUNGEST: i64 = 6_700;
const OLDEST: i32 = 31_000;

/// Couples of a woman and a man.
const OPPOSITE_SEX: Proportion = Proportion::percent(96);
/// Couples with the same heritage.
const SAME_HERITAGE: Proportion = Proportion::percent(85);
/// Couples with the same family name (data model, section 1).
pub const SAME_NAME: Proportion = Proportion::percent(80);

/// The origins of a household's members, in order.
pub fn origins(as_of: Date, unit: &Unit, stream: &mut Stream) -> Vec<Origin> {
    let ages: &[i64] = match unit.shape {
        Shape::Company => &AGES_OF_OWNERS,
        Shape::Single => &AGES,
        Shape::Couple => &AGES_OF_COUPLES,
        Shape::Family | Shape::ParentAndChild => &AGES_OF_PARENTS,
    };
    let sex = match unit.shape {
        // A single parent with a grown child.
        Shape::ParentAndChild if stream.chance(Proportion::percent(75)) => Sex::Female,
        Shape::Couple | Shape::Family => Sex::Male,
        _ => people::sex(stream),
    };
    let age = stream.quantile(ages);
    let heritage = people::heritage(stream);
    let first = origin(stream, sex, heritage, as_of - age as i32, None);
    let mut members = vec![first];
    if unit.shape.is_couple() {
        members.push(partner(as_of, &first, stream));
    }
    if unit.shape.child().is_some() {
        // A mother of thirty, or a somewhat older father.
        let parent = members.last().expect("a parent");
        let age = i64::from(as_of - parent.born);
        let youngest = YOUNGEST + stream.range(0..=600);
        let oldest = OLDEST_CHILD.max(age - GENERATION[4]);
        let age = (age - stream.quantile(&GENERATION)).clamp(youngest, oldest);
        members.push(child(&first, as_of - age as i32, stream));
    }
    members
}

/// Somebody's wife or husband.
pub fn partner(as_of: Date, first: &Origin, stream: &mut Stream) -> Origin {
    let sex = match stream.chance(OPPOSITE_SEX) {
        true => first.sex.other(),
        false => first.sex,
    };
    let younger = stream.quantile(&YOUNGER) as i32;
    let younger = match first.sex {
        Sex::Male => younger,
        Sex::Female => -younger,
    };
    let born = (first.born + younger).clamp(as_of - OLDEST, as_of - YOUNGEST as i32);
    let heritage = match stream.chance(SAME_HERITAGE) {
        true => first.heritage,
        false => people::heritage(stream),
    };
    let married = stream.chance(SAME_NAME).then_some(first.family_name);
    origin(stream, sex, heritage, born, married)
}

/// Somebody's daughter or son.
pub fn child(parent: &Origin, born: Date, stream: &mut Stream) -> Origin {
    let sex = people::sex(stream);
    let given_name = people::given_name(stream, parent.heritage, sex, born.year());
    Origin {
        sex,
        given_name,
        birth_name: parent.family_name,
        born,
        ..*parent
    }
}

/// A person with a given sex and heritage, under their own or a spouse's family name.
pub fn origin(
    stream: &mut Stream,
    sex: Sex,
    heritage: Heritage,
    born: Date,
    married: Option<&'static str>,
) -> Origin {
    let birth_name = people::family_name(stream, heritage);
    Origin {
        sex,
        heritage,
        given_name: people::given_name(stream, heritage, sex, born.year()),
        family_name: married.unwrap_or(birth_name),
        birth_name,
        born,
    }
}
