//! Given names of people born in the United States, by year of birth.

use super::era::Era;

/// Generations, from oldest to youngest. Each list starts with the most common names, following the Social Security
/// Administration's counts of births by year.
#[rustfmt::skip]
pub(super) const AMERICAN: &[Era] = &[
    Era { until: 1929, american: 0, female: &[
        "Mary", "Dorothy", "Helen", "Margaret", "Ruth", "Virginia", "Mildred", "Betty", "Frances", "Elizabeth", "Evelyn", "Anna",
        "Marie", "Alice", "Doris", "Jean", "Florence", "Irene", "Lillian", "Louise", "Martha", "Catherine", "Rose", "Ruby",
        "Eleanor", "Gladys", "Edna", "Lois", "Josephine", "Hazel", "Thelma", "Ethel", "Lucille", "Edith", "Pauline", "Grace",
        "Esther", "Emma", "Gertrude", "Bertha", "Marjorie", "Beatrice", "Clara", "Norma", "Bernice",
    ], male: &[
        "Robert", "John", "James", "William", "Charles", "George", "Joseph", "Richard", "Edward", "Donald", "Thomas", "Frank",
        "Harold", "Paul", "Raymond", "Walter", "Jack", "Henry", "Kenneth", "Arthur", "Albert", "David", "Harry", "Eugene",
        "Ralph", "Howard", "Carl", "Willie", "Louis", "Clarence", "Earl", "Roy", "Fred", "Joe", "Francis", "Lawrence",
        "Herbert", "Leonard", "Ernest", "Alfred", "Anthony", "Stanley", "Norman", "Gerald", "Bernard",
    ] },
    Era { until: 1944, american: 0, female: &[
        "Mary", "Barbara", "Patricia", "Betty", "Shirley", "Carol", "Nancy", "Dorothy", "Joan", "Margaret", "Judith", "Joyce",
        "Carolyn", "Helen", "Donna", "Ruth", "Sandra", "Linda", "Jean", "Beverly", "Janet", "Doris", "Marilyn", "Virginia",
        "Martha", "Norma", "Janice", "Elizabeth", "Lois", "Alice", "Peggy", "Phyllis", "Marlene", "Frances", "Evelyn", "Gloria",
        "Rose", "Judy", "Delores", "Rita", "Elaine", "Marjorie", "Jo Ann", "Bonnie", "Sally", "Roberta", "Geraldine",
    ], male: &[
        "Robert", "James", "John", "William", "Richard", "Charles", "Donald", "Thomas", "David", "George", "Ronald", "Joseph",
        "Kenneth", "Edward", "Larry", "Paul", "Jerry", "Raymond", "Frank", "Gary", "Gerald", "Harold", "Jack", "Walter",
        "Eugene", "Roger", "Billy", "Henry", "Carl", "Ralph", "Arthur", "Albert", "Lawrence", "Howard", "Wayne", "Norman",
        "Fred", "Dale", "Stanley", "Leonard", "Roy", "Earl", "Don", "Franklin", "Harvey", "Glenn", "Clifford",
    ] },
    Era { until: 1959, american: 0, female: &[
        "Mary", "Linda", "Patricia", "Susan", "Deborah", "Barbara", "Karen", "Nancy", "Donna", "Sandra", "Cynthia", "Pamela",
        "Sharon", "Kathleen", "Carol", "Diane", "Brenda", "Debra", "Cheryl", "Janet", "Elizabeth", "Kathy", "Margaret",
        "Janice", "Carolyn", "Judy", "Christine", "Rebecca", "Denise", "Shirley", "Catherine", "Joyce", "Judith", "Gail",
        "Peggy", "Bonnie", "Theresa", "Ann", "Connie", "Gloria", "Rita", "Ellen", "Marilyn", "Jane", "Rhonda", "Paula",
        "Vicki", "Wanda", "Sheila", "Joanne",
    ], male: &[
        "James", "Robert", "Michael", "John", "David", "William", "Richard", "Thomas", "Charles", "Gary", "Larry", "Ronald",
        "Joseph", "Donald", "Mark", "Steven", "Kenneth", "Paul", "Dennis", "Stephen", "George", "Daniel", "Edward", "Gregory",
        "Jerry", "Roger", "Douglas", "Terry", "Frank", "Timothy", "Raymond", "Wayne", "Lawrence", "Gerald", "Randy",
        "Danny", "Alan", "Carl", "Keith", "Glenn", "Ralph", "Russell", "Phillip", "Dale", "Craig", "Ricky", "Barry", "Rodney",
        "Allen",
    ] },
    Era { until: 1972, american: 0, female: &[
        "Lisa", "Mary", "Kimberly", "Michelle", "Karen", "Susan", "Patricia", "Tammy", "Angela", "Jennifer", "Cynthia",
        "Pamela", "Deborah", "Julie", "Sandra", "Lori", "Laura", "Elizabeth", "Donna", "Linda", "Maria", "Christine", "Amy",
        "Melissa", "Barbara", "Debra", "Sharon", "Brenda", "Teresa", "Lynn", "Tina", "Denise", "Robin", "Kelly", "Rhonda",
        "Dawn", "Wendy", "Tracy", "Rebecca", "Sherry", "Stephanie", "Andrea", "Paula", "Diane", "Jill", "Heather", "Carla",
        "Annette", "Suzanne", "Valerie",
    ], male: &[
        "Michael", "David", "John", "James", "Robert", "William", "Mark", "Richard", "Jeffrey", "Thomas", "Steven", "Joseph",
        "Timothy", "Kevin", "Scott", "Brian", "Charles", "Daniel", "Paul", "Christopher", "Kenneth", "Anthony", "Gregory",
        "Ronald", "Donald", "Gary", "Stephen", "Eric", "Edward", "Douglas", "Todd", "Patrick", "George", "Keith", "Matthew",
        "Terry", "Jeff", "Craig", "Andrew", "Troy", "Bryan", "Randy", "Greg", "Darren", "Rodney", "Jerry", "Dean", "Chad",
        "Russell", "Vincent",
    ] },
    Era { until: 1985, american: 0, female: &[
        "Jennifer", "Amy", "Jessica", "Melissa", "Heather", "Angela", "Michelle", "Kimberly", "Amanda", "Nicole", "Stephanie",
        "Elizabeth", "Sarah", "Rebecca", "Christina", "Crystal", "Kelly", "Erin", "Laura", "Rachel", "Amber", "April", "Lisa",
        "Jamie", "Shannon", "Tiffany", "Andrea", "Megan", "Sara", "Mary", "Emily", "Erica", "Katherine", "Julie", "Lindsay",
        "Kristin", "Danielle", "Holly", "Tara", "Monica", "Christine", "Carrie", "Katie", "Allison", "Natalie", "Kristen",
        "Stacy", "Misty", "Leslie", "Brandy",
    ], male: &[
        "Michael", "Christopher", "Jason", "David", "James", "Matthew", "John", "Robert", "Joshua", "Brian", "Daniel",
        "Joseph", "William", "Justin", "Eric", "Ryan", "Andrew", "Jeremy", "Jeffrey", "Kevin", "Anthony", "Thomas", "Adam",
        "Timothy", "Jonathan", "Steven", "Richard", "Nicholas", "Benjamin", "Mark", "Aaron", "Charles", "Scott", "Nathan",
        "Stephen", "Patrick", "Travis", "Jacob", "Sean", "Chad", "Paul", "Shawn", "Zachary", "Dustin", "Gregory", "Jesse",
        "Kyle", "Bradley", "Shane", "Derek",
    ] },
    Era { until: 1997, american: 0, female: &[
        "Jessica", "Ashley", "Emily", "Sarah", "Brittany", "Samantha", "Amanda", "Stephanie", "Elizabeth", "Taylor", "Megan",
        "Nicole", "Kayla", "Rachel", "Lauren", "Jennifer", "Courtney", "Hannah", "Alexandra", "Danielle", "Rebecca",
        "Victoria", "Chelsea", "Amber", "Katherine", "Kelsey", "Abigail", "Alyssa", "Madison", "Jasmine", "Morgan", "Michelle",
        "Christina", "Olivia", "Anna", "Shelby", "Haley", "Allison", "Natalie", "Kimberly", "Emma", "Caitlin", "Melissa",
        "Sara", "Erin", "Paige", "Brianna", "Jordan", "Jenna", "Kathryn",
    ], male: &[
        "Michael", "Christopher", "Matthew", "Joshua", "Jacob", "Andrew", "Daniel", "Nicholas", "Tyler", "Joseph", "David",
        "Brandon", "James", "John", "Ryan", "Zachary", "Justin", "Anthony", "William", "Robert", "Jonathan", "Kyle", "Austin",
        "Alexander", "Kevin", "Cody", "Thomas", "Jordan", "Eric", "Benjamin", "Aaron", "Samuel", "Dylan", "Steven", "Brian",
        "Timothy", "Jose", "Nathan", "Adam", "Richard", "Patrick", "Charles", "Sean", "Jason", "Trevor", "Cameron", "Derek",
        "Ethan", "Connor", "Logan",
    ] },
    Era { until: 2009, american: 0, female: &[
        "Emily", "Madison", "Emma", "Olivia", "Hannah", "Abigail", "Isabella", "Samantha", "Elizabeth", "Ashley", "Alexis",
        "Sarah", "Sophia", "Alyssa", "Grace", "Ava", "Taylor", "Brianna", "Lauren", "Chloe", "Natalie", "Kayla", "Jessica",
        "Anna", "Victoria", "Mia", "Hailey", "Sydney", "Jasmine", "Julia", "Morgan", "Destiny", "Rachel", "Ella", "Kaitlyn",
        "Megan", "Katherine", "Savannah", "Jennifer", "Alexandra", "Allison", "Haley", "Maria", "Kaylee", "Lily", "Makayla",
        "Brooke", "Mackenzie", "Nicole", "Addison",
    ], male: &[
        "Jacob", "Michael", "Joshua", "Matthew", "Daniel", "Christopher", "Andrew", "Ethan", "Joseph", "William", "Anthony",
        "David", "Alexander", "Nicholas", "Ryan", "Tyler", "James", "John", "Jonathan", "Noah", "Brandon", "Christian",
        "Dylan", "Samuel", "Benjamin", "Zachary", "Nathan", "Logan", "Justin", "Gabriel", "Jose", "Austin", "Kevin", "Elijah",
        "Caleb", "Robert", "Thomas", "Jordan", "Cameron", "Jack", "Hunter", "Jackson", "Aiden", "Evan", "Isaiah", "Jason",
        "Mason", "Jayden", "Connor", "Luke",
    ] },
    Era { until: i32::MAX, american: 0, female: &[
        "Emma", "Olivia", "Sophia", "Isabella", "Ava", "Mia", "Abigail", "Emily", "Charlotte", "Madison", "Elizabeth", "Amelia",
        "Evelyn", "Ella", "Chloe", "Harper", "Avery", "Sofia", "Grace", "Addison", "Victoria", "Lily", "Natalie", "Aubrey",
        "Lillian", "Zoey", "Hannah", "Layla", "Brooklyn", "Scarlett", "Zoe", "Camila", "Samantha", "Riley", "Leah", "Aria",
        "Savannah", "Audrey", "Anna", "Allison", "Gabriella", "Claire", "Hailey", "Nora", "Luna", "Hazel",
    ], male: &[
        "Noah", "Liam", "Jacob", "William", "Mason", "Ethan", "Michael", "Alexander", "James", "Elijah", "Benjamin", "Daniel",
        "Aiden", "Logan", "Jayden", "Matthew", "Lucas", "David", "Jackson", "Joseph", "Anthony", "Samuel", "Joshua", "Gabriel",
        "Andrew", "John", "Christopher", "Oliver", "Dylan", "Carter", "Isaac", "Luke", "Henry", "Owen", "Ryan", "Nathan",
        "Wyatt", "Caleb", "Sebastian", "Jack", "Christian", "Jonathan", "Julian", "Landon", "Levi", "Hunter", "Eli",
    ] },
];
