//! Telephone numbers that nobody has.

use crate::values::numbers::write_digits;
use crate::values::{SqlType, Value};
use std::fmt;

/// Area codes of the United States that are in service, none of them toll-free.
#[rustfmt::skip]
pub const AREA_CODES: [u16; 316] = [
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 220, 223, 224, 225, 228, 229,
    231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 272, 276, 279, 281, 301, 302, 303, 304,
    305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 331, 332, 334, 336, 337,
    339, 346, 347, 351, 352, 360, 361, 364, 380, 385, 386, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414,
    415, 417, 419, 423, 424, 425, 430, 432, 434, 435, 440, 442, 443, 458, 463, 469, 470, 475, 478, 479, 480, 484, 501,
    502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517, 518, 520, 530, 531, 534, 539, 540, 541, 551, 559,
    561, 562, 563, 567, 570, 571, 573, 574, 575, 580, 585, 586, 601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614,
    615, 616, 617, 618, 619, 620, 623, 626, 628, 629, 630, 631, 636, 640, 641, 646, 650, 651, 657, 660, 661, 662, 667,
    669, 678, 680, 681, 682, 701, 702, 703, 704, 706, 707, 708, 712, 713, 714, 715, 716, 717, 718, 719, 720, 724, 725,
    726, 727, 731, 732, 734, 737, 740, 743, 747, 754, 757, 760, 762, 763, 765, 769, 770, 772, 773, 774, 775, 779, 781,
    785, 786, 801, 802, 803, 804, 805, 806, 808, 810, 812, 813, 814, 815, 816, 817, 818, 828, 830, 831, 832, 838, 843,
    845, 847, 848, 850, 854, 856, 857, 858, 859, 860, 862, 863, 864, 865, 870, 872, 878, 901, 903, 904, 906, 907, 908,
    909, 910, 912, 913, 914, 915, 916, 917, 918, 919, 920, 925, 928, 929, 930, 931, 934, 936, 937, 938, 940, 941, 947,
    949, 951, 952, 954, 956, 959, 970, 971, 972, 973, 978, 979, 980, 984, 985, 986, 989,
];

/// Numbers kept for fiction in each area: 555-0100 to 555-0199.
const FICTIONAL_PER_AREA: u64 = 100;
/// Area codes with middle digit 9, kept for an expansion of the numbering plan and assigned to nobody: 290 to 299, ..., 990 to 999.
const UNASSIGNED_AREAS: u64 = 80;
/// Exchanges 200 to 999 but for 555 and the eight that end in 11.
const EXCHANGES: u64 = 800 - 1 - 8;

/// A telephone number that nobody has, written `217-555-0142`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    area: u16,
    exchange: u16,
    line: u16,
}

impl Phone {
    /// How many of them are kept for fiction: 31,600.
    pub const FICTIONAL: u64 = AREA_CODES.len() as u64 * FICTIONAL_PER_AREA;
    /// How many there are: 632,831,600.
    pub const COUNT: u64 = Phone::FICTIONAL + UNASSIGNED_AREAS * EXCHANGES * 10_000;

    /// The number of place `n` below [`Phone::COUNT`]; no two places share one. The first 31,600 are kept for fiction,
    /// the others lie in area codes that are not assigned.
    ///
    /// # Panics
    ///
    /// When there is no such place, which is a caller bug.
    pub const fn new(n: u64) -> Phone {
        assert!(n < Phone::COUNT, "no such telephone number");
        if n < Phone::FICTIONAL {
            return Phone {
                area: AREA_CODES[(n / FICTIONAL_PER_AREA) as usize],
                exchange: 555,
                line: 100 + (n % FICTIONAL_PER_AREA) as u16,
            };
        }
        let n = n - Phone::FICTIONAL;
        let (area, n) = (n % UNASSIGNED_AREAS, n / UNASSIGNED_AREAS);
        let (exchange, line) = (n % EXCHANGES, n / EXCHANGES);
        Phone {
            area: (area / 10 * 100 + 290 + area % 10) as u16,
            exchange: nth_exchange(exchange as u16),
            line: line as u16,
        }
    }
}

/// The n-th exchange that is allowed.
const fn nth_exchange(n: u16) -> u16 {
    let mut exchange = 200 + n;
    // each forbidden exchange at or below pushes the rest up by one; they stand in rising order
    let forbidden = [211, 311, 411, 511, 555, 611, 711, 811, 911];
    let mut i = 0;
    while i < forbidden.len() {
        if exchange >= forbidden[i] {
            exchange += 1;
        }
        i += 1;
    }
    exchange
}

impl Value for Phone {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        write_digits::<3>(u64::from(self.area), out);
        out.push(b'-');
        write_digits::<3>(u64::from(self.exchange), out);
        out.push(b'-');
        write_digits::<4>(u64::from(self.line), out);
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}-{:03}-{:04}", self.area, self.exchange, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn area_codes_are_geographic_and_distinct() {
        assert_eq!(AREA_CODES.iter().collect::<HashSet<_>>().len(), 316);
        for code in AREA_CODES {
            assert!(
                (201..=989).contains(&code) && code % 100 != 11 && code / 10 % 10 != 9,
                "{code}"
            );
            assert!(
                ![
                    500, 521, 522, 533, 544, 566, 577, 588, 600, 700, 710, 800, 822, 833, 844, 855,
                    866, 877, 888, 900
                ]
                .contains(&code),
                "{code}"
            );
        }
    }

    #[test]
    fn phones_are_distinct_and_nobodys() {
        let mut seen = HashSet::new();
        let places = (0..200_000).chain(Phone::COUNT - 200_000..Phone::COUNT);
        for n in places {
            let phone = Phone::new(n);
            assert!(seen.insert(phone), "{phone} twice");
            if n < 31_600 {
                assert!(AREA_CODES.contains(&phone.area));
                assert!(
                    phone.exchange == 555 && (100..200).contains(&phone.line),
                    "{phone}"
                );
            } else {
                assert_eq!(phone.area / 10 % 10, 9, "{phone}");
                assert!(
                    phone.exchange != 555 && phone.exchange % 100 != 11,
                    "{phone}"
                );
                assert!(
                    (200..1000).contains(&phone.exchange) && phone.line < 10_000,
                    "{phone}"
                );
            }
            let mut out = Vec::new();
            phone.write(&mut out);
            assert_eq!(std::str::from_utf8(&out).unwrap(), phone.to_string());
        }
        let exchanges: HashSet<_> = (0..EXCHANGES as u16).map(nth_exchange).collect();
        assert_eq!(exchanges.len(), 791);
        assert_eq!(nth_exchange(790), 999);
        assert_eq!(Phone::new(0).to_string(), "201-555-0100");
        assert_eq!(Phone::COUNT, 632_831_600);
    }
}
