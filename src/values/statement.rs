//! Texts on account statements other than merchants: cash, transfers, fees, and counterparties.

use crate::labels;

labels! {
    /// Way in which a transaction reached the account.
    pub enum TransactionChannel {
        Card = "card",
        Ach = "ach",
        Atm = "atm",
        Branch = "branch",
        Check = "check",
        Wire = "wire",
        Online = "online",
        Mobile = "mobile",
        Internal = "internal",
    }
}

labels! {
    /// What a transaction was for; the first eight bring money.
    pub enum TransactionCategory {
        Salary = "salary",
        Pension = "pension",
        SocialSecurity = "social_security",
        Benefits = "benefits",
        Transfer = "transfer",
        Deposit = "deposit",
        Interest = "interest",
        Refund = "refund",
        Rent = "rent",
        Mortgage = "mortgage",
        Loan = "loan",
        Utilities = "utilities",
        Telecom = "telecom",
        Subscriptions = "subscriptions",
        Insurance = "insurance",
        Groceries = "groceries",
        Dining = "dining",
        Fuel = "fuel",
        Transport = "transport",
        Shopping = "shopping",
        Health = "health",
        Travel = "travel",
        Entertainment = "entertainment",
        Education = "education",
        Childcare = "childcare",
        Taxes = "taxes",
        Fees = "fees",
        Cash = "cash",
        CardPayment = "card_payment",
        CardSettlement = "card_settlement",
        Invoice = "invoice",
        Payroll = "payroll",
        Supplier = "supplier",
        Investment = "investment",
        Other = "other",
    }
}

/// Prefix of the description of every wage.
pub const PAYROLL: &str = "Payroll ";
/// Description of a payroll batch on a business's statement.
pub const PAYROLL_BATCH: &str = "Payroll batch";
/// Description of the taxes on a payroll batch.
pub const PAYROLL_TAX: &str = "Federal payroll tax deposit";
/// Description of the sales tax that a business remits.
pub const SALES_TAX: &str = "State sales tax payment";
/// Description of the income tax that a business pays each quarter.
pub const INCOME_TAX: &str = "Federal estimated tax payment";
/// Prefix of the description of an owner's draw, followed by the last digits of the owner's account.
pub const OWNER_DRAW: &str = "Owner draw to account ending ";
/// Prefix of the description of a check, followed by its number.
pub const CHECK: &str = "Check ";
/// Prefix of the description of a mortgage payment to another bank.
pub const MORTGAGE: &str = "Mortgage payment ";
/// Prefix of the description of card settlements received by a business.
pub const SETTLEMENT: &str = "Card settlement ";
/// Prefix of the description of card payouts received by a self-employed person.
pub const PAYOUT: &str = "Payout ";
/// Prefix of the description of a paid invoice.
pub const INVOICE_PAID: &str = "ACH credit ";
/// Description of Social Security benefits.
pub const SOCIAL_SECURITY: &str = "Social Security benefit";
/// Prefix of the description of a payment between two people: to whom or from whom, and for what.
pub const PERSON: &str = "Person to person payment ";
/// Description of money from parents and other relatives.
pub const FAMILY: &str = "Person to person payment from family";

/// Fee for a month that began below the minimum balance, in cents.
pub const SERVICE_FEE: (&str, i64) = ("Monthly service fee", 12_00);
/// Minimum balance, in cents.
pub const MINIMUM: i64 = 2_500_00;
/// Fee for cash from another bank's ATM, in cents.
pub const OUT_OF_NETWORK: (&str, i64) = ("Out-of-network ATM fee", 3_00);
/// Fee for a purchase abroad.
pub const FOREIGN_FEE: &str = "Foreign transaction fee";
/// Fee for an outgoing wire, in cents.
pub const OUTGOING_WIRE: (&str, i64) = ("Domestic wire fee", 25_00);
/// Fee for an incoming wire, in cents.
pub const INCOMING_WIRE: (&str, i64) = ("Incoming wire fee", 15_00);
/// Prefix of the description of a fee reversal, followed by the fee.
pub const FEE_REVERSAL: &str = "Fee reversal: ";
/// Fee for a late installment.
pub const LATE_PAYMENT_FEE: &str = "Late payment fee";
/// Monthly fee for an account without activity for a year, in cents.
pub const DORMANT_CHARGE: i64 = 5_00;
/// Penalty for closing a certificate of deposit before maturity.
pub const PENALTY: &str = "Early withdrawal penalty";

/// Pensions.
#[rustfmt::skip]
pub const PENSIONS: &[&str] = &[
    "State teachers pension", "County employees pension", "Machinists pension trust", "Postal retirement annuity",
    "Federal retirement annuity", "Tallowmere annuity payment", "Carpenters pension trust", "Northquill retirement income",
];

/// Benefits of people who do not work.
#[rustfmt::skip]
pub const BENEFITS: &[&str] = &[
    "State unemployment benefit", "State disability benefit", "Veterans disability benefit", "State family benefit",
];

/// Credit cards of other banks.
#[rustfmt::skip]
pub const CARDS: &[&str] = &[
    "Card payment Lanternline Rewards", "Card payment Copperleaf Platinum", "Card payment Heronway Miles",
    "Card payment Quillhaven Cash Back", "Card payment Bluestem Everyday", "Card payment Tamarack Store Card",
];

/// Brokerages.
#[rustfmt::skip]
pub const BROKERS: &[&str] = &[
    "Heronway Brokerage", "Stonequill Investments", "Bluestem Securities", "Lanternfield Index Funds",
    "Northquill Money Market Fund", "Copperleaf Savings Direct",
];

/// Mortgage lenders.
#[rustfmt::skip]
pub const LENDERS: &[&str] = &[
    "Lanternline Home Loans", "Northquill Mortgage", "Copperleaf Home Lending", "Hearthstile Mortgage",
    "Tamarack Home Loans",
];

/// Landlords of offices, stores, and workshops.
#[rustfmt::skip]
pub const COMMERCIAL_LANDLORDS: &[&str] = &[
    "Ironmere Business Park", "Fenwright Commercial Properties", "Old Mill Workshops", "Cornerpost Retail Centers",
    "Halvorsen Office Towers", "Quaylight Industrial Estates", "Beaconrow Shopping Plaza", "Millbrace Properties",
    "Stanmoor Realty Partners", "Copperfield Court Offices",
];

/// Child care providers.
#[rustfmt::skip]
pub const CHILDCARE: &[&str] = &[
    "Little Lantern Preschool", "Acorn & Oak Child Care", "Bramblewick Day School", "Sparrow Nest Child Care",
    "Ostermere Early Learning", "Kitebox After School",
];

/// Card processors that pay businesses.
#[rustfmt::skip]
pub const PROCESSORS: &[&str] = &[
    "Swiftwren Payments", "Tillstone Merchant Services", "Brightpenny Pay", "Cardinal Gate Processing",
];

/// Businesses that pay invoices.
#[rustfmt::skip]
pub const CLIENTS: &[&str] = &[
    "Quillhaven Logistics LLC", "Thornleigh Freight Lines", "Ostermere Pharma Labs Inc", "Tallowmere Hotels LLC",
    "Wrenfield Electric Motors Co", "Cindermoor Instruments Inc", "Bellwick Plastics Inc", "Longfurrow Warehouse Co",
    "Havenwick Engineering LLC", "Kestrelton Consulting Group", "Tamarisk Construction Co", "Lanternfield Paper Mills Inc",
];

/// Operators of other banks' ATMs.
#[rustfmt::skip]
pub const OTHER_BANKS: &[&str] = &[
    "Bellwick Bank", "Quarrystone Credit Union", "First Tamarack Bank", "Copperleaf Savings", "Northquill Bank",
    "Saltgate Airport Kiosk", "Two Mesas Fuel Kiosk",
];

/// Stores and hotels abroad.
#[rustfmt::skip]
pub const ABROAD: &[&str] = &[
    "Hotel Miraflor Lisboa", "Cantina Piedraluna Oaxaca", "Bistro Lanternelle Lyon", "Trattoria Vellarosa Siena",
    "Kavana Stribrna Praha", "Maple Wick Outfitters Toronto", "Ryokan Tsukimori Kyoto", "Zum Silbernen Reiher Bremen",
];

/// Counter payments, and what they are for.
#[rustfmt::skip]
pub const BRANCH_PAYMENTS: &[(&str, TransactionCategory)] = &[
    ("Bill payment at branch: utilities", TransactionCategory::Utilities),
    ("Bill payment at branch: telephone", TransactionCategory::Telecom),
    ("Bill payment at branch: medical", TransactionCategory::Health),
    ("Bill payment at branch: tuition", TransactionCategory::Education),
    ("Bill payment at branch: city taxes", TransactionCategory::Taxes),
    ("Bill payment at branch: card", TransactionCategory::CardPayment),
];

/// Categories of checks written by a household.
pub const CHECK_CATEGORIES: [TransactionCategory; 6] = [
    TransactionCategory::Other,
    TransactionCategory::Health,
    TransactionCategory::Education,
    TransactionCategory::Childcare,
    TransactionCategory::Taxes,
    TransactionCategory::Shopping,
];

/// Locations of ATMs.
#[rustfmt::skip]
pub const ATMS: &[&str] = &[
    "Elm & 4th", "Main & 2nd", "Larkspur & 9th", "Harbor Walk", "Union Depot", "Quarry Street", "Market Square",
    "College Avenue", "Orchard Mall", "Riverside Plaza", "County Fairgrounds", "Airport Terminal B", "Mill & 12th",
    "Juniper & 7th", "Civic Center", "Stadium East Gate", "Hospital Lobby", "Lakeview Commons", "Foxglove & 3rd",
    "Old Town Arcade", "Ferry Landing", "Cedar & 15th", "Westgate Shops", "Campus Union",
];

/// Cash deposits at the counter.
#[rustfmt::skip]
pub const BRANCH_CASH_DEPOSITS: &[&str] = &[
    "Cash deposit at branch", "Cash deposit at teller window", "Cash deposit at drive-through",
];

/// Cash paid in by a business, which has a key to the night drop.
#[rustfmt::skip]
pub const BUSINESS_CASH_DEPOSITS: &[&str] = &[
    "Cash deposit at branch", "Cash deposit at teller window", "Cash deposit at drive-through", "Cash deposit night drop",
];

/// Cash withdrawals at the counter.
#[rustfmt::skip]
pub const BRANCH_CASH_WITHDRAWALS: &[&str] = &[
    "Cash withdrawal at branch", "Cash withdrawal at teller window",
];

/// Incoming transfers from someone's account at another bank.
#[rustfmt::skip]
pub const TRANSFERS_IN: &[&str] = &[
    "Wire transfer received", "ACH credit received", "Transfer from external account", "Person to person payment received",
];

/// Outgoing transfers to someone's account at another bank.
#[rustfmt::skip]
pub const TRANSFERS_OUT: &[&str] = &[
    "Wire transfer sent", "ACH payment sent", "Transfer to external account", "Person to person payment sent",
];

/// Description of an incoming transfer from another bank while banks are closed, over a real-time network.
pub const INSTANT_IN: &str = "Instant transfer received";
/// The same for an outgoing transfer.
pub const INSTANT_OUT: &str = "Instant transfer sent";

/// Description of the monthly fee for an account without activity by its holder for a year.
pub const DORMANT_FEE: &str = "Dormant account fee";

/// Prefix of the description of every cash transaction, and of no other.
pub const CASH: &str = "Cash ";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_lists::assert_list;

    #[test]
    fn lists_are_clean_and_long_enough() {
        assert_list("ATMs", ATMS, 24);
        assert_list("commercial landlords", COMMERCIAL_LANDLORDS, 10);
        assert_list("cash deposits", BRANCH_CASH_DEPOSITS, 3);
        assert_list("cash deposits of businesses", BUSINESS_CASH_DEPOSITS, 4);
        assert_list("transfers", TRANSFERS_IN.iter().chain(TRANSFERS_OUT), 8);
    }

    #[test]
    fn only_cash_rows_are_described_as_cash() {
        let cash = BUSINESS_CASH_DEPOSITS.iter().chain(BRANCH_CASH_DEPOSITS);
        let cash = cash.chain(BRANCH_CASH_WITHDRAWALS);
        assert!(cash.into_iter().all(|words| words.starts_with(CASH)));
        let others = TRANSFERS_IN.iter().chain(TRANSFERS_OUT);
        let mut others = others.chain(PENSIONS).chain(BENEFITS).chain(ABROAD);
        assert!(others.all(|words| !words.starts_with(CASH)));
    }
}
