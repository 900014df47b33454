//! Occupations and their incomes.

use crate::random::Stream;
use std::sync::LazyLock;

/// Economic sector; it relates occupations to employers and businesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sector {
    /// Hospitals, medical practices, care.
    Health,
    /// Schools and universities.
    Education,
    /// Cities, counties, states, the federal government.
    Government,
    /// Retail and wholesale.
    Retail,
    /// Restaurants, hotels, leisure.
    Hospitality,
    /// Factories.
    Manufacturing,
    /// Construction and building trades.
    Construction,
    /// Freight, warehousing, mail.
    Transport,
    /// Software and telecommunications.
    Technology,
    /// Banks, insurers, real estate brokers.
    Finance,
    /// Lawyers, accountants, consultants, engineers.
    Professional,
    /// Hair care, repair, cleaning, child care.
    Services,
}

/// The education that an occupation requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Education {
    /// None, or a high school diploma.
    School,
    /// A certificate, an apprenticeship or two years of college.
    SomeCollege,
    /// A bachelor's degree.
    Bachelor,
    /// A graduate degree.
    Graduate,
}

/// An occupation.
#[derive(Debug)]
pub struct Occupation {
    /// Job title in the singular, capitalized.
    pub title: &'static str,
    /// People with this occupation, in thousands.
    pub weight: u32,
    /// Median income of a full year in whole dollars.
    pub median_income: i64,
    /// Dispersion of incomes: standard deviation of their logarithm, in thousandths.
    pub spread: u16,
    /// Required education.
    pub education: Education,
    /// Minimum age.
    pub min_age: u8,
    /// Percentage of self-employed people.
    pub self_employed: u8,
    /// Digital affinity relative to the average, in thousandths of a standard deviation.
    pub digital: i16,
    /// Sectors in which employees work.
    pub sectors: &'static [Sector],
}

/// Draws one of [`ALL`] in proportion to its frequency.
pub fn occupation(stream: &mut Stream) -> &'static Occupation {
    static WEIGHTS: LazyLock<Vec<u32>> =
        LazyLock::new(|| ALL.iter().map(|one| one.weight).collect());
    &ALL[stream.weighted(&WEIGHTS)]
}

macro_rules! occupations {
    ($($title:literal, $weight:literal, $income:literal, $spread:literal, $education:ident, $age:literal, $own:literal,
        $digital:literal, [$($sector:ident),+];)+) => {
        &[$(Occupation {
            title: $title,
            weight: $weight,
            median_income: $income,
            spread: $spread,
            education: Education::$education,
            min_age: $age,
            self_employed: $own,
            digital: $digital,
            sectors: &[$(Sector::$sector),+],
        }),+]
    };
}

/// The customers' occupations.
///
/// Numbers of people and median incomes follow the Bureau of Labor Statistics (Occupational Employment and Wage Statistics,
/// United States, May 2023, rounded); shares of the self-employed follow its Employment Projections. The dispersion matches the
/// published quartiles; digital affinity is our estimate.
#[rustfmt::skip]
pub const ALL: &[Occupation] = occupations![
    // title, thousands, dollars, spread, education, age, self-employed, digital, sectors
    "Registered Nurse", 3_175, 86_000, 240, Bachelor, 22, 1, 100, [Health];
    "Licensed Practical Nurse", 630, 59_700, 190, SomeCollege, 20, 1, 0, [Health];
    "Nursing Assistant", 1_350, 38_200, 170, School, 18, 2, -100, [Health];
    "Home Health Aide", 3_690, 33_500, 150, School, 18, 6, -250, [Health];
    "Medical Assistant", 760, 42_000, 170, SomeCollege, 19, 0, 100, [Health];
    "Pharmacy Technician", 460, 40_300, 180, SomeCollege, 19, 0, 150, [Health, Retail];
    "Pharmacist", 330, 136_000, 210, Graduate, 26, 3, 200, [Health, Retail];
    "Physician", 720, 236_000, 420, Graduate, 30, 15, 300, [Health];
    "Dentist", 120, 170_900, 420, Graduate, 27, 36, 200, [Health];
    "Dental Hygienist", 215, 87_500, 200, SomeCollege, 21, 1, 150, [Health];
    "Physical Therapist", 240, 99_700, 210, Graduate, 25, 7, 200, [Health];
    "Elementary School Teacher", 1_410, 63_700, 260, Bachelor, 22, 0, 100, [Education];
    "High School Teacher", 1_070, 65_200, 260, Bachelor, 22, 0, 150, [Education];
    "Teacher Assistant", 1_280, 35_600, 220, SomeCollege, 19, 0, -50, [Education];
    "Professor", 840, 84_400, 420, Graduate, 29, 1, 300, [Education];
    "School Counselor", 340, 61_700, 290, Graduate, 25, 1, 150, [Education];
    "Child Care Worker", 600, 30_400, 220, School, 18, 24, -100, [Services, Education];
    "Librarian", 130, 64_400, 280, Graduate, 25, 0, 150, [Education, Government];
    "Police Officer", 650, 72_300, 290, SomeCollege, 21, 0, 0, [Government];
    "Firefighter", 318, 57_100, 340, SomeCollege, 20, 0, 0, [Government];
    "Correctional Officer", 365, 53_300, 290, School, 20, 0, -100, [Government];
    "Mail Carrier", 325, 57_900, 200, School, 19, 0, -150, [Government];
    "Social Worker", 700, 58_400, 290, Graduate, 24, 2, 50, [Government, Health];
    "Civil Engineer", 327, 95_900, 260, Bachelor, 23, 4, 250, [Government, Professional];
    "Software Developer", 1_656, 132_300, 310, Bachelor, 22, 3, 900, [Technology, Finance, Professional];
    "Computer Support Specialist", 690, 60_800, 320, SomeCollege, 19, 3, 700, [Technology, Education, Health];
    "Systems Administrator", 330, 95_400, 270, Bachelor, 22, 1, 750, [Technology, Finance, Government];
    "Data Analyst", 190, 108_000, 330, Bachelor, 22, 2, 800, [Technology, Finance, Professional];
    "Graphic Designer", 215, 58_900, 330, Bachelor, 21, 25, 650, [Professional, Technology];
    "Mechanical Engineer", 281, 99_500, 260, Bachelor, 22, 2, 400, [Manufacturing, Professional];
    "Accountant", 1_435, 79_900, 330, Bachelor, 22, 5, 300, [Professional, Finance];
    "Bookkeeper", 1_500, 47_400, 250, SomeCollege, 20, 7, -100, [Professional, Construction, Retail];
    "Financial Manager", 790, 156_100, 380, Bachelor, 28, 4, 350, [Finance, Professional];
    "Insurance Agent", 455, 59_100, 430, School, 20, 18, 150, [Finance];
    "Real Estate Agent", 400, 54_300, 530, School, 20, 56, 250, [Finance];
    "Operations Manager", 3_500, 101_300, 460, Bachelor, 27, 1, 250, [Manufacturing, Retail, Transport, Professional];
    "Human Resources Specialist", 870, 67_700, 320, Bachelor, 22, 1, 250, [Professional, Health, Manufacturing];
    "Management Consultant", 840, 99_400, 400, Bachelor, 24, 16, 500, [Professional];
    "Marketing Specialist", 846, 74_700, 380, Bachelor, 22, 6, 600, [Technology, Professional, Retail];
    "Lawyer", 731, 145_800, 480, Graduate, 26, 18, 250, [Professional, Government];
    "Paralegal", 355, 61_000, 310, SomeCollege, 20, 1, 200, [Professional, Government];
    "Administrative Assistant", 1_790, 44_300, 230, School, 19, 1, 0, [Education, Health, Professional, Government];
    "Office Clerk", 2_500, 40_500, 250, School, 18, 0, -50, [Health, Professional, Government, Education];
    "Customer Service Representative", 2_860, 39_700, 220, School, 18, 1, 150, [Finance, Technology, Retail];
    "Receptionist", 1_000, 35_800, 180, School, 18, 1, 50, [Health, Services, Professional];
    "Retail Salesperson", 3_680, 33_700, 220, School, 18, 2, 100, [Retail];
    "Cashier", 3_300, 29_700, 140, School, 18, 0, 50, [Retail];
    "Store Supervisor", 1_100, 46_700, 290, School, 21, 20, 50, [Retail];
    "Stock Clerk", 2_870, 36_000, 170, School, 18, 0, 0, [Retail, Transport];
    "Sales Representative", 1_300, 65_600, 430, School, 21, 4, 250, [Manufacturing, Retail, Technology];
    "Cook", 1_410, 35_800, 150, School, 18, 1, -50, [Hospitality];
    "Chef", 170, 58_900, 320, SomeCollege, 22, 8, 0, [Hospitality];
    "Server", 2_240, 31_900, 330, School, 18, 0, 200, [Hospitality];
    "Bartender", 710, 31_500, 370, School, 21, 1, 200, [Hospitality];
    "Restaurant Manager", 245, 63_100, 300, School, 22, 30, 100, [Hospitality];
    "Fast Food Worker", 3_680, 29_500, 130, School, 18, 0, 200, [Hospitality];
    "Truck Driver", 2_040, 54_300, 240, School, 21, 9, -200, [Transport, Manufacturing];
    "Delivery Driver", 1_030, 42_500, 290, School, 19, 10, 50, [Transport];
    "Warehouse Worker", 2_980, 37_700, 180, School, 18, 1, 0, [Transport, Manufacturing];
    "Electrician", 712, 61_600, 330, SomeCollege, 20, 9, -50, [Construction, Manufacturing];
    "Plumber", 436, 61_600, 330, SomeCollege, 20, 12, -100, [Construction];
    "Carpenter", 900, 56_400, 310, SomeCollege, 19, 27, -150, [Construction];
    "Construction Worker", 1_200, 44_300, 290, School, 18, 22, -200, [Construction];
    "Construction Manager", 420, 104_900, 360, Bachelor, 28, 38, 50, [Construction];
    "Auto Mechanic", 740, 47_800, 330, SomeCollege, 19, 13, -150, [Services, Retail];
    "Maintenance Technician", 1_500, 46_700, 290, SomeCollege, 19, 2, -150, [Manufacturing, Education, Hospitality];
    "Machinist", 293, 50_800, 250, SomeCollege, 20, 1, -100, [Manufacturing];
    "Welder", 423, 48_900, 230, SomeCollege, 19, 5, -200, [Manufacturing, Construction];
    "Assembler", 1_430, 38_500, 220, School, 18, 1, -150, [Manufacturing];
    "Janitor", 2_170, 35_000, 190, School, 18, 4, -350, [Education, Services, Government];
    "Housekeeper", 900, 33_500, 170, School, 18, 28, -350, [Hospitality, Health];
    "Landscaper", 1_100, 37_400, 210, School, 18, 22, -250, [Services];
    "Security Guard", 1_200, 37_100, 210, School, 18, 1, -100, [Services, Government];
    "Hair Stylist", 560, 35_000, 380, SomeCollege, 19, 45, 150, [Services];
    "Personal Trainer", 370, 46_500, 450, School, 19, 20, 350, [Services];
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use std::collections::HashSet;

    #[test]
    fn occupations_are_distinct_with_plausible_figures() {
        let titles: HashSet<_> = ALL.iter().map(|one| one.title).collect();
        assert_eq!(titles.len(), ALL.len());
        assert!(ALL.len() >= 60);
        for one in ALL {
            assert!((25_000..260_000).contains(&one.median_income), "{one:?}");
            assert!((100..600).contains(&one.spread), "{one:?}");
            assert!(
                (18..=30).contains(&one.min_age) && one.self_employed < 60,
                "{one:?}"
            );
            assert!(!one.title.contains(','), "{one:?}");
            // Education takes years.
            let least = match one.education {
                Education::School => 18,
                Education::SomeCollege => 19,
                Education::Bachelor => 21,
                Education::Graduate => 24,
            };
            assert!(one.min_age >= least, "{one:?}");
        }
    }

    #[test]
    fn the_median_income_is_near_that_of_the_country() {
        // The median for all workers, May 2023: 48,060 dollars.
        let mut stream = Random::new(1).stream(key!("test/occupations"), 0);
        let mut incomes: Vec<i64> = (0..20_001)
            .map(|_| occupation(&mut stream).median_income)
            .collect();
        incomes.sort_unstable();
        assert!(
            (40_000..52_000).contains(&incomes[10_000]),
            "{}",
            incomes[10_000]
        );
    }
}
