//! Phone numbers that are assigned to no one.

use crate::random::{Key, Random, Stream};
use crate::values::numbers::{digits, put};
use crate::values::{SqlType, Value};
use std::fmt;

/// Area codes in service by state, without toll-free ones.
#[rustfmt::skip]
pub const AREAS: [(&str, &[u16]); 51] = [
    ("AL", &[205, 251, 256, 334, 938]), ("AK", &[907]), ("AZ", &[480, 520, 602, 623, 928]), ("AR", &[479, 501, 870]),
    ("CA", &[209, 213, 279, 310, 323, 408, 415, 424, 442, 510, 530, 559, 562, 619, 626, 628, 650, 657, 661, 669, 707, 714, 747, 760, 805, 818, 831, 858, 909, 916, 925, 949, 951]),
    ("CO", &[303, 719, 720, 970]), ("CT", &[203, 475, 860, 959]), ("DE", &[302]), ("DC", &[202]),
    ("FL", &[239, 305, 321, 352, 386, 407, 561, 727, 754, 772, 786, 813, 850, 863, 904, 941, 954]),
    ("GA", &[229, 404, 470, 478, 678, 706, 762, 770, 912]), ("HI", &[808]), ("ID", &[208, 986]),
    ("IL", &[217, 224, 309, 312, 331, 618, 630, 708, 773, 779, 815, 847, 872]),
    ("IN", &[219, 260, 317, 463, 574, 765, 812, 930]), ("IA", &[319, 515, 563, 641, 712]), ("KS", &[316, 620, 785, 913]),
    ("KY", &[270, 364, 502, 606, 859]), ("LA", &[225, 318, 337, 504, 985]), ("ME", &[207]),
    ("MD", &[240, 301, 410, 443, 667]), ("MA", &[339, 351, 413, 508, 617, 774, 781, 857, 978]),
    ("MI", &[231, 248, 269, 313, 517, 586, 616, 734, 810, 906, 947, 989]), ("MN", &[218, 320, 507, 612, 651, 763, 952]),
    ("MS", &[228, 601, 662, 769]), ("MO", &[314, 417, 573, 636, 660, 816]), ("MT", &[406]), ("NE", &[308, 402, 531]),
    ("NV", &[702, 725, 775]), ("NH", &[603]), ("NJ", &[201, 551, 609, 640, 732, 848, 856, 862, 908, 973]),
    ("NM", &[505, 575]),
    ("NY", &[212, 315, 332, 347, 516, 518, 585, 607, 631, 646, 680, 716, 718, 838, 845, 914, 917, 929, 934]),
    ("NC", &[252, 336, 704, 743, 828, 910, 919, 980, 984]), ("ND", &[701]),
    ("OH", &[216, 220, 234, 330, 380, 419, 440, 513, 567, 614, 740, 937]), ("OK", &[405, 539, 580, 918]),
    ("OR", &[458, 503, 541, 971]), ("PA", &[215, 223, 267, 272, 412, 484, 570, 610, 717, 724, 814, 878]), ("RI", &[401]),
    ("SC", &[803, 843, 854, 864]), ("SD", &[605]), ("TN", &[423, 615, 629, 731, 865, 901, 931]),
    ("TX", &[210, 214, 254, 281, 325, 346, 361, 409, 430, 432, 469, 512, 682, 713, 726, 737, 806, 817, 830, 832, 903, 915, 936, 940, 956, 972, 979]),
    ("UT", &[385, 435, 801]), ("VT", &[802]), ("VA", &[276, 434, 540, 571, 703, 757, 804]),
    ("WA", &[206, 253, 360, 425, 509]), ("WV", &[304, 681]), ("WI", &[262, 414, 534, 608, 715, 920]), ("WY", &[307]),
];

/// Returns the area codes of a state; empty if there is no such state.
pub fn areas_of(state: &str) -> &'static [u16] {
    AREAS
        .iter()
        .find(|(letters, _)| *letters == state)
        .map_or(&[], |(_, codes)| codes)
}

/// A phone number assigned to no one, in the form `217-555-0142`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    area: u16,
    exchange: u16,
    line: u16,
}

/// A block of unassigned numbers within an area code.
struct Silent {
    /// Numbers per area code.
    size: u64,
    /// Returns the exchange and line of number `n`, below `size`.
    nth: fn(u64) -> (u64, u64),
}

/// Blocks used within an area code, in this order:
///
/// - 555-0100 to 555-0199, reserved for fiction;
/// - the other lines of 555, reclaimed by the numbering plan in 2016 (1212 is directory assistance, 4334 is reserved);
/// - exchanges 000 to 199, which cannot be dialed because no exchange begins with a 0 or a 1.
const SILENT: [Silent; 3] = [
    Silent {
        size: 100,
        nth: |n| (555, 100 + n),
    },
    Silent {
        size: 9_898,
        nth: |n| {
            // Skips the hundred numbers reserved for fiction and the two assigned ones, in ascending order.
            let line = if n < 100 { n } else { n + 100 };
            let line = line + (line >= 1_212) as u64;
            (555, line + (line >= 4_334) as u64)
        },
    },
    Silent {
        size: 2_000_000,
        nth: |n| (n / 10_000, n % 10_000),
    },
];

/// Area codes that are unassigned because the numbering plan reserves them for expansion: middle digit 9, 37X, and 96X.
const UNASSIGNED: [u16; 100] = {
    let mut codes = [0; 100];
    let mut i = 0;
    while i < 100 {
        codes[i] = match i {
            0..80 => (i / 10 + 2) * 100 + 90 + i % 10,
            80..90 => 370 + i % 10,
            _ => 960 + i % 10,
        } as u16;
        i += 1;
    }
    codes
};

impl Phone {
    /// Count of numbers in unassigned area codes: a billion, over all exchanges and lines.
    pub const UNASSIGNED: u64 = UNASSIGNED.len() as u64 * 10_000_000;

    /// Draws a number reserved for fiction in any area code. There are few of these, so repeated draws may coincide.
    pub fn fictional(stream: &mut Stream) -> Phone {
        let (_, codes) = stream.pick(&AREAS);
        Phone {
            area: *stream.pick(codes),
            exchange: 555,
            line: 100 + stream.below(100) as u16,
        }
    }

    /// Returns the number of member `index` of a group that shares these area codes; `pool` distinguishes the groups. Numbers are
    /// unique; None if there are not enough.
    pub fn of_areas(
        random: &Random,
        key: Key,
        pool: u64,
        areas: &[u16],
        index: u64,
    ) -> Option<Phone> {
        let key = key.part(pool);
        let mut index = index;
        for (row, silent) in (0..).zip(&SILENT) {
            let room = areas.len() as u64 * silent.size;
            // Each block is permuted separately, so that a larger bank does not change the numbers of a smaller one.
            if index < room {
                let place = random.permute(key, row, room, index);
                let (exchange, line) = (silent.nth)(place % silent.size);
                return Some(Phone {
                    area: areas[(place / silent.size) as usize],
                    exchange: exchange as u16,
                    line: line as u16,
                });
            }
            index -= room;
        }
        None
    }

    /// Returns number `n` of the unassigned area codes, below [`Phone::UNASSIGNED`]; they are unique.
    ///
    /// # Panics
    ///
    /// Panics if `n` is too large, which is a caller bug.
    pub fn unassigned(n: u64) -> Phone {
        assert!(n < Phone::UNASSIGNED, "no such telephone number");
        Phone {
            area: UNASSIGNED[(n % 100) as usize],
            exchange: (n / 100 % 1_000) as u16,
            line: (n / 100_000) as u16,
        }
    }
}

impl Value for Phone {
    const SQL: SqlType = SqlType::Text;
    #[inline]
    fn write(&self, out: &mut Vec<u8>) {
        let mut number = *b"000-000-0000";
        put(&mut number, 0, &digits::<3>(u64::from(self.area)));
        put(&mut number, 4, &digits::<3>(u64::from(self.exchange)));
        put(&mut number, 8, &digits::<4>(u64::from(self.line)));
        out.extend_from_slice(&number);
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
    use crate::key;
    use crate::values::places::CITIES;
    use std::collections::HashSet;

    fn codes() -> impl Iterator<Item = u16> {
        AREAS.iter().flat_map(|(_, codes)| *codes).copied()
    }

    #[test]
    fn area_codes_are_geographic_and_of_one_state() {
        assert_eq!(codes().count(), 316);
        assert_eq!(codes().collect::<HashSet<_>>().len(), 316);
        for code in codes() {
            assert!(
                (201..=989).contains(&code) && code % 100 != 11 && !UNASSIGNED.contains(&code),
                "{code}"
            );
            let toll_free = [
                500, 521, 522, 533, 544, 566, 577, 588, 600, 700, 710, 800, 822, 833, 844, 855,
                866, 877, 888, 900,
            ];
            assert!(!toll_free.contains(&code), "{code}");
        }
        assert!(CITIES.iter().all(|city| !areas_of(city.state).is_empty()));
        assert_eq!(UNASSIGNED.iter().collect::<HashSet<_>>().len(), 100);
    }

    #[test]
    fn phones_of_areas_are_distinct_and_cannot_ring() {
        let random = Random::new(42);
        let areas = areas_of("AL");
        let count = areas.len() as u64;
        let phone = |index| Phone::of_areas(&random, key!("test/phone"), 7, areas, index);
        let room = count * 2_009_998;
        let mut seen = HashSet::new();
        for index in (0..120_000).chain(room - 60_000..room) {
            let phone = phone(index).unwrap();
            assert!(seen.insert(phone), "{phone} twice");
            assert!(areas.contains(&phone.area), "{phone}");
            match phone.exchange {
                555 => {
                    assert!(
                        index < count * 9_998 && ![1_212, 4_334].contains(&phone.line),
                        "{phone}"
                    );
                    assert_eq!(
                        (100..200).contains(&phone.line),
                        index < count * 100,
                        "{phone}"
                    );
                }
                exchange => assert!(exchange < 200 && phone.line < 10_000, "{phone}"),
            }
            let mut out = Vec::new();
            phone.write(&mut out);
            assert_eq!(std::str::from_utf8(&out).unwrap(), phone.to_string());
            assert_eq!(out.len(), 12);
        }
        assert!(phone(room).is_none());
        let lines: HashSet<_> = (0..9_898).map(SILENT[1].nth).collect();
        assert_eq!(lines.len(), 9_898);
        assert!(lines.contains(&(555, 9_999)));
    }

    #[test]
    fn unassigned_numbers_are_a_billion() {
        assert_eq!(Phone::UNASSIGNED, 1_000_000_000);
        let mut seen = HashSet::new();
        for n in (0..200_000).chain(Phone::UNASSIGNED - 200_000..Phone::UNASSIGNED) {
            assert!(seen.insert(Phone::unassigned(n)));
        }
        assert_eq!(Phone::unassigned(999_999_999).to_string(), "969-999-9999");
    }

    #[test]
    fn fictional_numbers_cannot_ring() {
        let mut stream = Random::new(1).stream(key!("test/phone"), 0);
        for _ in 0..1_000 {
            let phone = Phone::fictional(&mut stream);
            assert!(codes().any(|code| code == phone.area));
            assert!(
                phone.exchange == 555 && (100..200).contains(&phone.line),
                "{phone}"
            );
        }
    }
}
