//! Level-payment annuities, exact to the cent (data model, section 6, "Schedule").

use crate::values::calendar::{Date, days_in_month};
use crate::values::money::{Cents, Fraction4, divide_half_even};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};

/// Ten-thousandths and months: a month's interest is outstanding x rate / (10,000 x 12).
const PARTS_PER_YEAR: i64 = 10_000 * 12;

/// The level payment of an annuity, rounded half-even to the cent.
pub fn level_payment(principal: Cents, rate: Fraction4, months: u16) -> Cents {
    Annuity::new(rate, months).payment(principal)
}

/// What level payments of any principal have in common, in 28-digit decimal arithmetic.
#[derive(Clone, Copy, Debug)]
pub struct Annuity {
    /// The monthly rate, r.
    monthly: Decimal,
    /// What 1 grows to over the months, (1 + r)^n.
    growth: Decimal,
}

impl Annuity {
    /// The annuity at a yearly rate over this many months.
    pub fn new(rate: Fraction4, months: u16) -> Annuity {
        let monthly = Decimal::new(rate.0, 4) / Decimal::from(12);
        Annuity {
            monthly,
            growth: (Decimal::ONE + monthly).powu(u64::from(months)),
        }
    }

    /// The level payment: P x r / (1 - (1 + r)^-n), rounded half-even to the cent.
    pub fn payment(&self, principal: Cents) -> Cents {
        let Annuity { monthly, growth } = *self;
        let payment = Decimal::from(principal.0) * monthly * growth / (growth - Decimal::ONE);
        let cents = payment.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
        Cents(
            cents
                .to_i64()
                .expect("a payment is below the principal and its interest"),
        )
    }
}

/// A month's interest: outstanding x rate / 12, rounded half-even to the cent.
#[inline]
pub fn monthly_interest(outstanding: Cents, rate: Fraction4) -> Cents {
    // Any loan of the bank fits in 64 bits, which divide much faster.
    let Some(parts) = outstanding.0.checked_mul(rate.0) else {
        let parts = i128::from(outstanding.0) * i128::from(rate.0);
        return Cents(divide_half_even(parts, PARTS_PER_YEAR.into()));
    };
    let (whole, rest) = (
        parts.div_euclid(PARTS_PER_YEAR),
        parts.rem_euclid(PARTS_PER_YEAR),
    );
    let up = i64::from(rest * 2 + (whole & 1) > PARTS_PER_YEAR);
    Cents(whole + up)
}

/// One installment of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Installment {
    /// Number in the schedule, from 1.
    pub number: u16,
    /// The same day each month, clamped to the month's end.
    pub due: Date,
    /// Portion that reduces the principal.
    pub principal: Cents,
    /// Interest for the month.
    pub interest: Cents,
}

impl Installment {
    /// Both portions together.
    pub fn total(&self) -> Cents {
        self.principal + self.interest
    }
}

/// The due days of installments, one after another: the same day of each month, clamped to the month's end.
#[derive(Clone, Copy, Debug)]
struct DueDays {
    year: i32,
    month: u32,
    day: u32,
}

impl DueDays {
    /// The due days from the month after `start`.
    const fn after(start: Date) -> DueDays {
        let (year, month, day) = start.civil();
        DueDays { year, month, day }
    }

    /// The next of them.
    #[inline]
    fn next(&mut self) -> Date {
        (self.year, self.month) = match self.month {
            12 => (self.year + 1, 1),
            month => (self.year, month + 1),
        };
        let last = days_in_month(self.year, self.month);
        Date::new(self.year, self.month, self.day.min(last))
    }
}

/// New terms that apply after an installment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restructuring {
    /// Installments of the old schedule that still hold.
    pub after: u16,
    /// Total months of the loan from then on, more than before.
    pub months: u16,
}

/// The installments of a loan in order; see [`schedule`].
#[derive(Clone, Debug)]
pub struct Schedule {
    outstanding: Cents,
    rate: Fraction4,
    payment: Cents,
    /// Installments so far, and in total.
    number: u16,
    months: u16,
    due: DueDays,
    restructuring: Option<Restructuring>,
}

/// The schedule of a loan: each month, interest on what is outstanding and the rest of the level payment as principal; the last
/// installment clears what remains, so the principal portions sum to the principal exactly.
pub fn schedule(principal: Cents, rate: Fraction4, months: u16, disbursed: Date) -> Schedule {
    Schedule {
        outstanding: principal,
        rate,
        payment: level_payment(principal, rate, months),
        number: 0,
        months,
        due: DueDays::after(disbursed),
        restructuring: None,
    }
}

impl Schedule {
    /// The same, restructured: from then on the level payment repays what is outstanding over the remaining months.
    #[must_use]
    pub fn restructured(self, restructuring: Option<Restructuring>) -> Schedule {
        Schedule {
            restructuring,
            ..self
        }
    }

    /// Switches to the new terms.
    #[cold]
    fn restructure(&mut self, Restructuring { after, months }: Restructuring) {
        self.months = months;
        self.payment = level_payment(self.outstanding, self.rate, months - after);
        self.restructuring = None;
    }
}

impl Iterator for Schedule {
    type Item = Installment;

    #[inline]
    fn next(&mut self) -> Option<Installment> {
        if let Some(terms) = self.restructuring.filter(|one| one.after == self.number) {
            self.restructure(terms);
        }
        if self.number == self.months {
            return None;
        }
        self.number += 1;
        let interest = monthly_interest(self.outstanding, self.rate);
        let principal = if self.number == self.months {
            self.outstanding
        } else {
            self.payment - interest
        };
        self.outstanding -= principal;
        Some(Installment {
            number: self.number,
            due: self.due.next(),
            principal,
            interest,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;

    fn plan(dollars: i64, rate: i64, months: u16) -> Vec<Installment> {
        let day = Date::new(2024, 1, 31);
        schedule(Cents::dollars(dollars), Fraction4(rate), months, day).collect()
    }

    /// `round(numpy_financial.pmt(rate / 12, months, -principal), 2)` of numpy-financial 1.0.0.
    #[test]
    fn level_payments_are_those_of_numpy_financial() {
        for (dollars, rate, months, cents) in NUMPY_FINANCIAL {
            assert_eq!(
                level_payment(Cents::dollars(dollars), Fraction4(rate), months),
                Cents(cents),
                "{dollars} at {rate} for {months}"
            );
        }
    }
    const NUMPY_FINANCIAL: [(i64, i64, u16, i64); 8] = [
        (200000, 650, 360, 126414),
        (100000, 325, 180, 70267),
        (800000, 675, 360, 518878),
        (35000, 549, 60, 66838),
        (2000, 1799, 12, 18335),
        (50000, 1250, 36, 167268),
        (250000, 625, 300, 164917),
        (90000, 875, 180, 89950),
    ];

    /// `ipmt` and `ppmt` of numpy-financial 1.0.0 for 200,000 at 6.5 percent over 360 months, which don't round: the schedule
    /// stays within a cent of them in the first year.
    #[test]
    fn the_first_year_is_that_of_numpy_financial() {
        let plan = plan(200_000, 650, 360);
        for (number, interest, principal) in FIRST_YEAR {
            let installment = plan[number - 1];
            assert!(
                (installment.interest.0 - interest).abs() <= 1,
                "{installment:?}"
            );
            assert!(
                (installment.principal.0 - principal).abs() <= 1,
                "{installment:?}"
            );
        }
    }
    const FIRST_YEAR: [(usize, i64, i64); 3] =
        [(1, 108333, 18080), (2, 108235, 18178), (12, 107226, 19187)];

    #[test]
    fn due_days_are_clamped_to_the_end_of_the_month() {
        let due: Vec<String> = plan(10_000, 600, 13)
            .iter()
            .map(|installment| installment.due.to_string())
            .collect();
        assert_eq!(due[..3], ["2024-02-29", "2024-03-31", "2024-04-30"]);
        assert_eq!(due[12], "2025-02-28");
    }

    /// Dollars, ten-thousandths a year and months of the loan types (guide, "Loans"; data model, section 6); the smallest
    /// principal is 80 percent of the smallest request.
    type Range = (i64, i64);
    const RANGES: [(Range, Range, Range); 5] = [
        ((80_000, 800_000), (325, 675), (180, 360)),
        ((1_600, 50_000), (599, 1_799), (12, 60)),
        ((6_400, 75_000), (399, 899), (36, 72)),
        ((12_000, 500_000), (499, 1_299), (36, 120)),
        ((4_000, 90_000), (425, 875), (60, 180)),
    ];

    #[test]
    fn plans_add_up_over_the_whole_range() {
        let mut stream = Random::new(5).stream(key!("loans_db.repayment_schedule/test"), 0);
        for _ in 0..2_000 {
            let (amounts, rates, terms) = stream.pick(&RANGES).to_owned();
            let principal = Cents::dollars(stream.range(amounts.0..=amounts.1));
            let rate = Fraction4(stream.range(rates.0..=rates.1));
            let months = stream.range(terms.0..=terms.1) as u16;
            let payment = level_payment(principal, rate, months);
            let day = Date(stream.range(7_000..=40_000) as i32);
            let plan: Vec<Installment> = schedule(principal, rate, months, day).collect();
            let parts: Cents = plan.iter().map(|one| one.principal).sum();
            assert_eq!(parts, principal);
            assert!(plan.iter().all(|one| one.principal > Cents::ZERO));
            let (last, others) = plan.split_last().unwrap();
            assert!(others.iter().all(|one| one.total() == payment));
            // The payment's rounding accumulates to at most half a cent a month, plus interest on it.
            let apart = (last.total().0 - payment.0).abs();
            assert!(apart <= i64::from(months) * 2, "{apart} after {months}");
            assert!(
                plan.windows(2)
                    .all(|two| two[0].interest >= two[1].interest)
            );
            assert!(plan.windows(2).all(|two| two[0].due < two[1].due));
        }
    }

    #[test]
    fn a_restructured_loan_pays_less_for_longer_and_all_of_it() {
        let (principal, rate) = (Cents::dollars(24_000), Fraction4(899));
        let day = Date::new(2023, 5, 17);
        let terms = Restructuring {
            after: 14,
            months: 60,
        };
        let old: Vec<Installment> = schedule(principal, rate, 48, day).collect();
        let new: Vec<Installment> = schedule(principal, rate, 48, day)
            .restructured(Some(terms))
            .collect();
        assert_eq!(new.len(), 60);
        assert_eq!(new[..14], old[..14]);
        let left = principal - old[..14].iter().map(|one| one.principal).sum();
        let payment = level_payment(left, rate, 46);
        assert!(payment < old[14].total());
        assert!(new[14..59].iter().all(|one| one.total() == payment));
        assert!(new.windows(2).all(|two| two[0].due < two[1].due));
        let paid: Cents = new.iter().map(|one| one.principal).sum();
        assert_eq!(paid, principal);
    }

    #[test]
    fn interest_is_rounded_half_even() {
        // 1, 3 and 5 halves of a cent, and one part more and less.
        for (parts, cents) in [(1, 0), (3, 2), (5, 2)] {
            let half = parts * 60_000;
            assert_eq!(monthly_interest(Cents(half), Fraction4(1)).0, cents);
            assert_eq!(
                monthly_interest(Cents(half + 1), Fraction4(1)).0,
                parts / 2 + 1
            );
            assert_eq!(monthly_interest(Cents(half - 1), Fraction4(1)).0, parts / 2);
        }
        assert_eq!(
            monthly_interest(Cents(i64::MAX / 2), Fraction4(120_000)).0,
            i64::MAX / 2
        );
    }
}
