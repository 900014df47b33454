//! What a column means beyond its type: the personal data in it, the unit of its numbers, and what its values derive from.

/// Kind of personal data in a column.
///
/// Keys are not marked: by itself, the key of a customer or an employee reveals nothing about anyone, and the links to a person follow
/// from the references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pii {
    /// The name of a person, or of the company that is a customer.
    Name,
    /// An email address.
    Email,
    /// A telephone number.
    Phone,
    /// A home address, or a part of it.
    Address,
    /// A date of birth.
    BirthDate,
    /// The number of an identity document, or a part of a tax number.
    GovernmentId,
    /// The number of an account, a contract or an employment.
    AccountNumber,
    /// The address of a computer that a person used.
    IpAddress,
    /// Occupation or employer.
    Employment,
    /// Income or salary.
    Income,
    /// Free text, which may name or describe anyone.
    FreeText,
    /// A record as JSON, which may hold any of the others.
    Record,
}

impl Pii {
    /// All classes.
    pub const ALL: [Pii; 12] = [
        Pii::Name,
        Pii::Email,
        Pii::Phone,
        Pii::Address,
        Pii::BirthDate,
        Pii::GovernmentId,
        Pii::AccountNumber,
        Pii::IpAddress,
        Pii::Employment,
        Pii::Income,
        Pii::FreeText,
        Pii::Record,
    ];

    /// Returns a description of the class.
    pub const fn description(self) -> &'static str {
        match self {
            Pii::Name => "The name of a person, or of the company that is a customer.",
            Pii::Email => "An email address.",
            Pii::Phone => "A telephone number.",
            Pii::Address => "A home address, or a part of it.",
            Pii::BirthDate => "A date of birth.",
            Pii::GovernmentId => "The number of an identity document, or a part of a tax number.",
            Pii::AccountNumber => "The number of an account, a contract or an employment.",
            Pii::IpAddress => "The address of a computer that a person used.",
            Pii::Employment => "Occupation or employer.",
            Pii::Income => "Income or salary.",
            Pii::FreeText => "Free text, which may name or describe anyone.",
            Pii::Record => "A record as JSON, which may hold any other personal data.",
        }
    }

    /// Returns the class's name in the manifest.
    pub const fn label(self) -> &'static str {
        match self {
            Pii::Name => "name",
            Pii::Email => "email",
            Pii::Phone => "phone",
            Pii::Address => "address",
            Pii::BirthDate => "birth_date",
            Pii::GovernmentId => "government_id",
            Pii::AccountNumber => "account_number",
            Pii::IpAddress => "ip_address",
            Pii::Employment => "employment",
            Pii::Income => "income",
            Pii::FreeText => "free_text",
            Pii::Record => "record",
        }
    }
}

/// The unit of a column's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// US dollars.
    Usd,
    /// US dollars a year.
    UsdPerYear,
    /// Percent.
    Percent,
    /// A fraction: 0.5 is half.
    Fraction,
    /// A fraction per year, such as an interest rate.
    FractionPerYear,
    /// Months.
    Months,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Points of a score or rating.
    Points,
}

impl Unit {
    /// Returns the unit's name in the manifest; money by its ISO 4217 code.
    pub const fn label(self) -> &'static str {
        match self {
            Unit::Usd => "USD",
            Unit::UsdPerYear => "USD/year",
            Unit::Percent => "percent",
            Unit::Fraction => "fraction",
            Unit::FractionPerYear => "fraction/year",
            Unit::Months => "months",
            Unit::Days => "days",
            Unit::Hours => "hours",
            Unit::Minutes => "minutes",
            Unit::Points => "points",
        }
    }
}

/// Columns of other tables that the values of a column come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The rule of `verify` that recomputes the values; None for values that are copied.
    pub rule: Option<&'static str>,
    /// The columns, such as `loans_db.loans.principal_amount`. Each copied value occurs in at least one of them.
    pub from: &'static [&'static str],
}

/// Maximum number of derivations of a column.
pub(super) const DERIVATIONS: usize = 4;

#[cfg(test)]
mod tests {
    use crate::tables::{Column, Table, files};
    use crate::values::SqlType;

    fn columns() -> impl Iterator<Item = (&'static Table, &'static Column)> {
        let of = |table: &'static Table| table.columns.iter().map(move |column| (table, column));
        files().flat_map(of)
    }

    #[test]
    fn only_numbers_have_a_unit() {
        // A threshold is in the unit that its rule's description names; installments are numbered.
        let without = ["threshold_value", "installment_number"];
        for (table, column) in columns() {
            let number = matches!(
                column.sql,
                SqlType::SmallInt | SqlType::Integer | SqlType::BigInt | SqlType::Numeric(..)
            );
            let wanted = number && !column.key && !without.contains(&column.name);
            let found = column.unit.is_some();
            assert_eq!(found, wanted, "{}.{}", table.name, column.name);
        }
    }
}
