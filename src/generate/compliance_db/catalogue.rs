//! The catalog of the rules that the bank monitors, `RULE-01` to `RULE-20`.

use crate::tables::compliance_db::{RuleType, Severity};
use crate::tables::ids::RuleId;
use crate::values::money::{Cents, Fraction4};

/// The parameter that tunes a rule, with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// No threshold.
    None,
    /// Whole dollars.
    Dollars(i64),
    /// Days.
    Days(i32),
    /// Months.
    Months(i32),
    /// Hundredths (of a ratio).
    Percent(i64),
}

/// A rule's entry in the catalog.
#[derive(Debug)]
pub struct Definition {
    /// Name of the rule.
    pub name: &'static str,
    /// What it monitors.
    pub rule_type: RuleType,
    /// What breaks it.
    pub description: &'static str,
    /// Parameter that tunes it.
    pub threshold: Threshold,
    /// How serious a violation is.
    pub severity: Severity,
    /// Resolution notes for its violations; alerts on transactions have their own lists.
    pub resolutions: &'static [&'static str],
}

impl MonitoringRule {
    /// Rule number, from 1 to 20.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Key of its row.
    pub const fn id(self) -> RuleId {
        RuleId(self as u32 + 1)
    }

    /// Its entry in the catalog.
    pub const fn definition(self) -> &'static Definition {
        &DEFINITIONS[self as usize]
    }

    /// Threshold in cents. If it isn't in dollars, that is a bug in the caller, caught at compile time.
    pub const fn cents(self) -> i64 {
        match self.definition().threshold {
            Threshold::Dollars(dollars) => Cents::dollars(dollars).0,
            _ => panic!("the rule has no threshold in dollars"),
        }
    }

    /// Threshold in days. If it isn't in days, that is a bug in the caller, caught at compile time.
    pub const fn days(self) -> i32 {
        match self.definition().threshold {
            Threshold::Days(days) => days,
            _ => panic!("the rule has no threshold in days"),
        }
    }

    /// Threshold in months. If it isn't in months, that is a bug in the caller, caught at compile time.
    pub const fn months(self) -> i32 {
        match self.definition().threshold {
            Threshold::Months(months) => months,
            _ => panic!("the rule has no threshold in months"),
        }
    }

    /// Threshold as a ratio. If it isn't in percent, that is a bug in the caller, caught at compile time.
    pub const fn ratio(self) -> Fraction4 {
        match self.definition().threshold {
            Threshold::Percent(percent) => Fraction4(percent * 100),
            _ => panic!("the rule has no threshold in percent"),
        }
    }
}

impl Threshold {
    /// The value as stored in the table: dollars, days, months, or a ratio, to two decimals.
    pub const fn value(self) -> Option<Cents> {
        match self {
            Threshold::None => None,
            Threshold::Dollars(whole) => Some(Cents::dollars(whole)),
            Threshold::Days(whole) | Threshold::Months(whole) => Some(Cents::dollars(whole as i64)),
            Threshold::Percent(hundredths) => Some(Cents(hundredths)),
        }
    }
}

/// A set of rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuleSet(u32);

impl RuleSet {
    /// Whether the set contains a rule.
    pub const fn contains(self, rule: MonitoringRule) -> bool {
        self.0 >> rule as u32 & 1 == 1
    }

    /// The rules, in catalog order.
    pub fn iter(self) -> impl Iterator<Item = MonitoringRule> {
        let all = MonitoringRule::ALL.iter().copied();
        all.filter(move |rule| self.contains(*rule))
    }
}

impl FromIterator<MonitoringRule> for RuleSet {
    fn from_iter<I: IntoIterator<Item = MonitoringRule>>(rules: I) -> RuleSet {
        let bits = rules.into_iter().map(|rule| 1 << rule as u32);
        RuleSet(bits.fold(0, |all, bit| all | bit))
    }
}

/// Declares each rule once, in numerical order: name, what it monitors, how serious a violation is, the parameter that tunes it,
/// what breaks it, and the resolution notes for its violations.
macro_rules! catalogue {
    ($($rule:ident: $name:literal, $watches:ident, $severity:ident, $threshold:ident $(($figure:literal))?,
        $description:literal,
        $resolutions:expr;)+) => {
        /// A rule that the bank monitors.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum MonitoringRule {
            $(#[doc = concat!($name, ".")] $rule),+
        }

        impl MonitoringRule {
            /// All rules, in catalog order.
            pub const ALL: &'static [MonitoringRule] = &[$(MonitoringRule::$rule),+];
        }

        const DEFINITIONS: [Definition; MonitoringRule::ALL.len()] = [$(Definition {
            name: $name,
            rule_type: RuleType::$watches,
            description: $description,
            threshold: Threshold::$threshold $(($figure))?,
            severity: Severity::$severity,
            resolutions: $resolutions,
        }),+];
    };
}

catalogue! {
    Structuring: "Structuring of cash deposits", Transaction, Critical, Dollars(8_000),
        "A cash deposit from the threshold to 10000 dollars with two or more such deposits on the account in the 14 days before (1209600 seconds) within the same calendar month.",
        &[];
    RapidMovement: "Rapid movement of funds", Transaction, High, Dollars(10_000),
        "Cash or a transfer at or above the threshold to an account of a person of which withdrawals of the next 72 hours within the same calendar month take away at least 70 percent.",
        &[];
    OutOfProfile: "Withdrawal out of profile", Transaction, Low, Dollars(3_500),
        "A withdrawal at or above the threshold and above 25 times the median amount of the account's other transactions of the calendar month where there are five or more of these.",
        &[];
    LargeCash: "Large cash of a retail customer", Transaction, Medium, Dollars(5_000),
        "A cash deposit or withdrawal at or above the threshold on an account of a retail customer.",
        &[];
    FanIn: "Fan-in of transfers", Transaction, High, Dollars(6_000),
        "A deposit from another account to an account of a person when deposits from four or more counterparties that reach the threshold in all came in the 7 days up to it (604800 seconds) within the same calendar month.",
        &[];
    FanOut: "Fan-out of transfers", Transaction, High, Dollars(6_000),
        "A withdrawal to another account from an account of a person when withdrawals to four or more counterparties that reach the threshold in all went out in the 7 days up to it (604800 seconds) within the same calendar month.",
        &[];
    RoundTrip: "Round trip of funds", Transaction, Medium, Dollars(5_000),
        "A deposit from a counterparty that returns at least 90 percent of a debit at or above the threshold to it in the 14 days before (1209600 seconds) within the same calendar month.",
        &[];
    DormantRevived: "Dormant account revived", Transaction, High, Dollars(5_000),
        "On an account that was charged the dormant account fee in the calendar month the transaction with which those from the first one after it reach the threshold in absolute amounts within 10 days (864000 seconds); fees and interest aside.",
        &[];
    ServedWithCash: "Loan served with cash", Transaction, Medium, Dollars(3_000),
        "A loan installment from an account of a person with cash deposits of at least three times its amount and at least the threshold in the 5 days before (432000 seconds) within the same calendar month.",
        &[];
    RoundAmounts: "Repeated round amounts", Transaction, Low, Dollars(1_000),
        "The third or later amount that is a multiple of the threshold within 7 days (604800 seconds) of the same calendar month.",
        &[];
    ReviewOverdue: "Customer review overdue", Kyc, Medium, None,
        "The next review of a customer was not done by its date.",
        &[
        "Review completed late. Record renewed.", "Periodic review done and filed.", "Customer record refreshed.",
    ];
    DocumentExpired: "Identity document expired", Kyc, Medium, None,
        "The identity document of a customer expired before the next review was done.",
        &[
        "New identity document received and verified.", "Valid document on file again.", "Customer renewed the document at the branch.",
    ];
    IdentifiedLate: "Identified after account opening", Kyc, High, None,
        "A customer was first verified on a day after that on which the first account was opened.",
        &[
        "Identity verified after the fact and exception recorded.", "Verification completed. Branch reminded of the procedure.", "Late verification documented and approved.",
    ];
    HighRiskStale: "High-risk review stale", Kyc, Medium, Months(12),
        "The latest record of a high-risk customer is older than the threshold in months.",
        &[
        "Enhanced review completed.", "High-risk review done with new documents.", "Annual enhanced due diligence filed.",
    ];
    CashReportLate: "Currency transaction report late", Reporting, Medium, Days(15),
        "A currency transaction report was submitted later than the threshold in days after its day.",
        &[
        "Report submitted late with explanation.", "Filed after the due day. Calendar corrected.", "Late submission recorded for the regulator.",
    ];
    SuspicionReportLate: "Suspicious activity report late", Reporting, Critical, Days(30),
        "A suspicious activity report was filed later than the threshold in days after its report date.",
        &[
        "Report filed late with approval of the compliance officer.", "Filed after the period. Cause recorded.", "Late filing explained in the narrative.",
    ];
    Uninsured: "Collateral without insurance", Lending, Medium, Days(45),
        "An active mortgage or auto loan under collateral that was disbursed more than the threshold in days ago without an active policy of the customer of its kind (property for a mortgage, vehicle for an auto loan) for at least the lesser of principal and appraised value, or a fifth of the appraised value of a condominium.",
        &[
        "Proof of insurance received.", "Borrower bought the required policy.", "Coverage raised to the required amount.",
    ];
    LoanToValue: "Loan-to-value above limit", Lending, Low, Percent(90),
        "The loan-to-value ratio of the collateral is above the threshold.",
        &[
        "Exception approved by the credit committee.", "Accepted with mortgage insurance.", "New appraisal brought the ratio below the limit.",
    ];
    TrainingOverdue: "Mandatory training overdue", Training, Low, Days(90),
        "An enrollment in the mandatory training was not completed within the threshold in days.",
        &[
        "Training completed late.", "Course finished after a reminder.", "Employee completed the course and test.",
    ];
    PeriodicReportLate: "Regulatory report late", Reporting, Medium, None,
        "A periodic report was submitted after its due day: call report 30 days after the quarter and liquidity 20 and board 45; stress test 31 July and HMDA 1 March after the year; OFAC 30 September.",
        &[
        "Report submitted late with explanation.", "Submitted after the due day. Calendar corrected.", "Extension agreed with the regulator afterwards.",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;

    #[test]
    fn lists_are_clean_and_long_enough() {
        assert_list("rules", DEFINITIONS.iter().map(|rule| &rule.name), 20);
        let descriptions = DEFINITIONS.iter().map(|rule| &rule.description);
        assert_list("descriptions", descriptions, 20);
        for rule in &DEFINITIONS[10..] {
            assert_list(rule.name, rule.resolutions, 3);
        }
    }

    #[test]
    fn severities_are_shared_out_as_the_catalogue_says() {
        let count = |severity| {
            let of_severity = |rule: &&Definition| rule.severity == severity;
            DEFINITIONS.iter().filter(of_severity).count()
        };
        assert_eq!(
            [
                Severity::Critical,
                Severity::High,
                Severity::Medium,
                Severity::Low
            ]
            .map(count),
            [2, 5, 9, 4]
        );
    }

    #[test]
    fn a_set_has_the_rules_that_were_put_in() {
        let rules = [
            MonitoringRule::Structuring,
            MonitoringRule::PeriodicReportLate,
        ];
        let set: RuleSet = rules.into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), rules);
        assert!(!set.contains(MonitoringRule::FanIn));
    }
}
