//! What an account statement says beside the merchants: employers, cash, deposits, withdrawals and the bank's fees.

use crate::labels;
use crate::random::{Proportion, Stream};
use crate::values::money::Cents;

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

/// Invented employers.
#[rustfmt::skip]
pub const EMPLOYERS: &[&str] = &[
    "Quillhaven Logistics LLC", "Brackwater Foods Inc", "Thornleigh Freight Lines", "Ostermere Pharma Labs Inc",
    "Fernhollow Textiles Co", "Marrowick Unified School District", "Tallowmere Hotels LLC",
    "Wrenfield Electric Motors Co", "Cindermoor Instruments Inc", "Hazelmere Software Inc", "Bellwick Plastics Inc",
    "Saltgate Veterinary Group", "Longfurrow Warehouse Co", "Ridgestile Manufacturing Inc", "Havenwick Engineering LLC",
    "Copperleaf County Services", "Stonequill Roofing LLC", "Kestrelton Consulting Group", "Highfallow Medical Center",
    "Larkmoor Analytics Inc", "Bramblewick City Schools", "Northquill Home Care LLC", "Tamarisk Construction Co",
    "Gristmill Regional Hospital", "Orrisdale Legal Associates", "Veldmere Transit Authority", "Sorrelton Dental Group",
    "Millrace Accounting Partners", "Lanternfield Paper Mills Inc", "Harrowmead Media Group",
    "Quillhaven Regional Hospital", "Brackwater Legal Associates", "Thornleigh Transit Authority",
    "Ostermere Dental Group", "Fernhollow Accounting Partners", "Marrowick Paper Mills Inc", "Tallowmere Media Group",
    "Wrenfield Logistics LLC", "Cindermoor Foods Inc", "Hazelmere Freight Lines", "Bellwick Pharma Labs Inc",
    "Saltgate Textiles Co", "Longfurrow Unified School District", "Ridgestile Hotels LLC", "Havenwick Electric Motors Co",
    "Copperleaf Instruments Inc", "Stonequill Software Inc", "Kestrelton Plastics Inc", "Highfallow Veterinary Group",
    "Larkmoor Warehouse Co", "Bramblewick Manufacturing Inc", "Northquill Engineering LLC", "Tamarisk County Services",
    "Gristmill Roofing LLC", "Orrisdale Consulting Group", "Veldmere Medical Center", "Sorrelton Analytics Inc",
    "Millrace City Schools", "Lanternfield Home Care LLC", "Harrowmead Construction Co", "Quillhaven Roofing LLC",
    "Brackwater Consulting Group", "Thornleigh Medical Center", "Ostermere Analytics Inc", "Fernhollow City Schools",
    "Marrowick Home Care LLC", "Tallowmere Construction Co", "Wrenfield Regional Hospital", "Cindermoor Legal Associates",
    "Hazelmere Transit Authority", "Bellwick Dental Group", "Saltgate Accounting Partners", "Longfurrow Paper Mills Inc",
    "Ridgestile Media Group", "Havenwick Logistics LLC", "Copperleaf Foods Inc", "Stonequill Freight Lines",
    "Kestrelton Pharma Labs Inc", "Highfallow Textiles Co", "Larkmoor Unified School District", "Bramblewick Hotels LLC",
    "Northquill Electric Motors Co", "Tamarisk Instruments Inc", "Gristmill Software Inc", "Orrisdale Plastics Inc",
    "Veldmere Veterinary Group", "Sorrelton Warehouse Co", "Millrace Manufacturing Inc", "Lanternfield Engineering LLC",
    "Harrowmead County Services", "Quillhaven Software Inc", "Brackwater Plastics Inc", "Thornleigh Veterinary Group",
    "Ostermere Warehouse Co", "Fernhollow Manufacturing Inc", "Marrowick Engineering LLC", "Tallowmere County Services",
    "Wrenfield Roofing LLC", "Cindermoor Consulting Group", "Hazelmere Medical Center", "Bellwick Analytics Inc",
    "Saltgate City Schools", "Longfurrow Home Care LLC", "Ridgestile Construction Co", "Havenwick Regional Hospital",
    "Copperleaf Legal Associates", "Stonequill Transit Authority", "Kestrelton Dental Group",
    "Highfallow Accounting Partners", "Larkmoor Paper Mills Inc", "Bramblewick Media Group", "Northquill Logistics LLC",
    "Tamarisk Foods Inc", "Gristmill Freight Lines", "Orrisdale Pharma Labs Inc", "Veldmere Textiles Co",
    "Sorrelton Unified School District", "Millrace Hotels LLC", "Lanternfield Electric Motors Co",
    "Harrowmead Instruments Inc", "Quillhaven Freight Lines", "Brackwater Pharma Labs Inc", "Thornleigh Textiles Co",
    "Ostermere Unified School District", "Fernhollow Hotels LLC", "Marrowick Electric Motors Co",
    "Tallowmere Instruments Inc", "Wrenfield Software Inc", "Cindermoor Plastics Inc", "Hazelmere Veterinary Group",
    "Bellwick Warehouse Co", "Saltgate Manufacturing Inc", "Longfurrow Engineering LLC", "Ridgestile County Services",
    "Havenwick Roofing LLC", "Copperleaf Consulting Group", "Stonequill Medical Center", "Kestrelton Analytics Inc",
    "Highfallow City Schools", "Larkmoor Home Care LLC", "Bramblewick Construction Co", "Northquill Regional Hospital",
    "Tamarisk Legal Associates", "Gristmill Transit Authority", "Orrisdale Dental Group", "Veldmere Accounting Partners",
    "Sorrelton Paper Mills Inc", "Millrace Media Group", "Lanternfield Logistics LLC", "Harrowmead Foods Inc",
];

/// What begins the description of every wage.
pub const PAYROLL: &str = "Payroll ";
/// What a payroll batch is called on the statement of a business.
pub const PAYROLL_BATCH: &str = "Payroll batch";
/// The taxes on a payroll batch.
pub const PAYROLL_TAX: &str = "Federal payroll tax deposit";
/// What begins the description of a check: its number follows.
pub const CHECK: &str = "Check ";
/// What begins the description of a mortgage payment to another bank.
pub const MORTGAGE: &str = "Mortgage payment ";
/// What begins the description of card payments that reach a business.
pub const SETTLEMENT: &str = "Card settlement ";
/// What begins the description of card payments that reach a self-employed person.
pub const PAYOUT: &str = "Payout ";
/// What begins the description of a paid invoice.
pub const INVOICE_PAID: &str = "ACH credit ";
/// Social Security, as it stands on a statement.
pub const SOCIAL_SECURITY: &str = "Social Security benefit";
/// What parents and other relatives send.
pub const FAMILY: &str = "Person to person payment from family";

/// The fee of a month that began below the minimum balance, in cents.
pub const SERVICE_FEE: (&str, i64) = ("Monthly service fee", 12_00);
/// The minimum balance, in cents.
pub const MINIMUM: i64 = 2_500_00;
/// The fee for cash from another bank's machine.
pub const OUT_OF_NETWORK: (&str, i64) = ("Out-of-network ATM fee", 3_00);
/// The fee for a purchase abroad.
pub const FOREIGN_FEE: &str = "Foreign transaction fee";
/// The fee for an outgoing wire, in cents.
pub const OUTGOING_WIRE: (&str, i64) = ("Domestic wire fee", 25_00);
/// The fee for an incoming wire, in cents.
pub const INCOMING_WIRE: (&str, i64) = ("Incoming wire fee", 15_00);
/// The fee of a month for an account on which nothing has moved for a year, in cents.
pub const DORMANT_CHARGE: i64 = 5_00;
/// What a certificate costs that is closed before the end of its term.
pub const PENALTY: &str = "Early withdrawal penalty";

/// Pensions.
#[rustfmt::skip]
pub const PENSIONS: &[&str] = &[
    "State teachers pension", "County employees pension", "Machinists pension trust", "Postal retirement annuity",
    "Federal retirement annuity", "Tallowmere annuity payment", "Carpenters pension trust", "Northquill retirement income",
];

/// Benefits of those who do not work.
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

/// Brokers.
#[rustfmt::skip]
pub const BROKERS: &[&str] = &[
    "Heronway Brokerage", "Stonequill Investments", "Bluestem Securities", "Lanternfield Index Funds",
    "Northquill Money Market Fund", "Copperleaf Savings Direct",
];

/// Lenders of mortgages.
#[rustfmt::skip]
pub const LENDERS: &[&str] = &[
    "Lanternline Home Loans", "Northquill Mortgage", "Copperleaf Home Lending", "Hearthstile Mortgage",
    "Tamarack Home Loans",
];

/// Who looks after children.
#[rustfmt::skip]
pub const CHILDCARE: &[&str] = &[
    "Little Lantern Preschool", "Acorn & Oak Child Care", "Bramblewick Day School", "Sparrow Nest Child Care",
    "Ostermere Early Learning", "Kitebox After School",
];

/// Who brings card payments to businesses.
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

/// Cash machines of other banks.
#[rustfmt::skip]
pub const OTHER_BANKS: &[&str] = &[
    "Harborlight Bank", "Quarrystone Credit Union", "First Tamarack Bank", "Copperleaf Savings", "Northquill Bank",
    "Saltgate Airport Kiosk", "Two Mesas Fuel Kiosk",
];

/// Shops and hotels abroad.
#[rustfmt::skip]
pub const ABROAD: &[&str] = &[
    "Hotel Miraflor Lisboa", "Cantina Piedraluna Oaxaca", "Bistro Lanternelle Lyon", "Trattoria Vellarosa Siena",
    "Kavana Stribrna Praha", "Maple Wick Outfitters Toronto", "Ryokan Tsukimori Kyoto", "Zum Silbernen Reiher Bremen",
];

/// What is paid over the counter, and what it is for.
#[rustfmt::skip]
pub const BRANCH_PAYMENTS: &[(&str, TransactionCategory)] = &[
    ("Bill payment at branch: utilities", TransactionCategory::Utilities),
    ("Bill payment at branch: telephone", TransactionCategory::Telecom),
    ("Bill payment at branch: medical", TransactionCategory::Health),
    ("Bill payment at branch: tuition", TransactionCategory::Education),
    ("Bill payment at branch: city taxes", TransactionCategory::Taxes),
    ("Bill payment at branch: card", TransactionCategory::CardPayment),
];

/// What checks of a household are written for.
pub const CHECK_CATEGORIES: [TransactionCategory; 8] = [
    TransactionCategory::Other,
    TransactionCategory::Other,
    TransactionCategory::Health,
    TransactionCategory::Health,
    TransactionCategory::Education,
    TransactionCategory::Childcare,
    TransactionCategory::Taxes,
    TransactionCategory::Shopping,
];

/// Where the cash machines stand.
#[rustfmt::skip]
pub const ATMS: &[&str] = &[
    "Elm & 4th", "Main & 2nd", "Larkspur & 9th", "Harbor Walk", "Union Depot", "Quarry Street", "Market Square",
    "College Avenue", "Orchard Mall", "Riverside Plaza", "County Fairgrounds", "Airport Terminal B", "Mill & 12th",
    "Juniper & 7th", "Civic Center", "Stadium East Gate", "Hospital Lobby", "Lakeview Commons", "Foxglove & 3rd",
    "Old Town Arcade", "Ferry Landing", "Cedar & 15th", "Westgate Shops", "Campus Union",
];

/// Cash paid in over the counter.
#[rustfmt::skip]
pub const BRANCH_CASH_DEPOSITS: &[&str] = &[
    "Cash deposit at branch", "Cash deposit at teller window", "Cash deposit at drive-through", "Cash deposit night drop",
];

/// Cash paid out over the counter.
#[rustfmt::skip]
pub const BRANCH_CASH_WITHDRAWALS: &[&str] = &[
    "Cash withdrawal at branch", "Cash withdrawal at teller window",
];

/// Deposits of private customers that are not cash.
#[rustfmt::skip]
pub const DEPOSITS: &[&str] = &[
    "Mobile check deposit", "Check deposit at branch", "Check deposit at ATM", "Transfer from savings",
    "Transfer from external account", "Person to person payment received", "Reimbursement received", "Marketplace payout",
    "Rental income received", "Tax refund", "Dividend deposit", "Gift received", "Expense reimbursement",
    "Freelance payment received",
];

/// Deposits of businesses that are not cash.
#[rustfmt::skip]
pub const BUSINESS_DEPOSITS: &[&str] = &[
    "Card settlement batch", "Invoice payment received", "ACH customer receipts", "Lockbox deposit",
    "Wire received from customer", "Merchant services settlement", "Contract milestone payment", "Online store payout",
];

/// Withdrawals of private customers that are not cash.
#[rustfmt::skip]
pub const WITHDRAWALS: &[&str] = &[
    "Check paid", "Transfer to external account", "Transfer to brokerage account", "Online bill payment",
    "Person to person payment sent", "Cashier's check issued", "Counter withdrawal by check",
    "Retirement plan contribution", "College savings contribution", "Credit card balance payment",
    "Family support transfer", "Wire transfer sent",
];

/// Withdrawals of businesses that are not cash.
#[rustfmt::skip]
pub const BUSINESS_WITHDRAWALS: &[&str] = &[
    "Supplier invoice paid", "Payroll batch", "Sales tax remittance", "Equipment lease payment", "Contractor payment",
    "Freight charges", "Office rent", "Wholesale purchase",
];

/// Money that comes from somebody's account elsewhere.
#[rustfmt::skip]
pub const TRANSFERS_IN: &[&str] = &[
    "Wire transfer received", "ACH credit received", "Transfer from external account", "Person to person payment received",
];

/// Money that goes to somebody's account elsewhere.
#[rustfmt::skip]
pub const TRANSFERS_OUT: &[&str] = &[
    "Wire transfer sent", "ACH payment sent", "Transfer to external account", "Person to person payment sent",
];

/// The monthly fee of an account on which its holder has moved nothing for a year.
pub const DORMANT_FEE: &str = "Dormant account fee";

/// What begins the description of every cash row and of no other.
pub const CASH: &str = "Cash ";

/// The most that a machine gives in a day.
const MACHINE_GIVES: Cents = Cents::dollars(1_000);
/// The most that a machine takes at once.
const MACHINE_TAKES: Cents = Cents::dollars(3_000);

/// The description of a cash withdrawal: `Cash withdrawal ATM Elm & 4th`, or at the counter when it is more than a machine gives.
pub fn cash_withdrawal(stream: &mut Stream, amount: Cents) -> String {
    if amount.abs() > MACHINE_GIVES {
        (*stream.pick(BRANCH_CASH_WITHDRAWALS)).to_string()
    } else {
        format!("{CASH}withdrawal ATM {}", stream.pick(ATMS))
    }
}

/// The description of a cash deposit: two in three over the counter, and all that are more than a machine takes.
pub fn cash_deposit(stream: &mut Stream, amount: Cents) -> String {
    if stream.chance(Proportion::of(2, 3)) || amount > MACHINE_TAKES {
        (*stream.pick(BRANCH_CASH_DEPOSITS)).to_string()
    } else {
        format!("{CASH}deposit ATM {}", stream.pick(ATMS))
    }
}

/// When the bank charges a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// On the last day of a month.
    MonthEnd,
    /// On the day of a cash withdrawal at somebody else's machine.
    CashMachine,
    /// On the day that the service was asked for, a weekday.
    Service,
}

/// A line of the price list.
#[derive(Debug)]
pub struct Fee {
    /// What it is for: the description of the row.
    pub reason: &'static str,
    /// Its price.
    pub price: Cents,
    /// When it falls due.
    pub occasion: Occasion,
    /// Fees of this kind among 100.
    pub weight: u32,
}

const fn fee(reason: &'static str, cents: i64, occasion: Occasion, weight: u32) -> Fee {
    Fee {
        reason,
        price: Cents(cents),
        occasion,
        weight,
    }
}

/// The price list. No overdraft: no balance is ever below zero.
#[rustfmt::skip]
pub const FEES: [Fee; 12] = [
    fee("Monthly service fee", 1200, Occasion::MonthEnd, 34),
    fee("Paper statement fee", 300, Occasion::MonthEnd, 16),
    fee("Out-of-network ATM fee", 300, Occasion::CashMachine, 18),
    fee("Foreign transaction fee", 185, Occasion::Service, 7),
    fee("Debit card replacement fee", 500, Occasion::Service, 5),
    fee("Cashier's check fee", 1000, Occasion::Service, 4),
    fee("Domestic wire fee", 2500, Occasion::Service, 4),
    fee("Incoming wire fee", 1500, Occasion::Service, 4),
    fee("Stop payment fee", 3000, Occasion::Service, 2),
    fee("Money order fee", 250, Occasion::Service, 2),
    fee("Check copy fee", 200, Occasion::Service, 2),
    fee("Expedited bill payment fee", 995, Occasion::Service, 2),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;
    use crate::random::Random;
    use crate::values::test_lists::assert_list;

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        assert_list("employers", EMPLOYERS, 150);
        assert_list("cash machines", ATMS, 24);
        assert_list("cash deposits", BRANCH_CASH_DEPOSITS, 4);
        assert_list("deposits", DEPOSITS.iter().chain(BUSINESS_DEPOSITS), 22);
        assert_list(
            "withdrawals",
            WITHDRAWALS.iter().chain(BUSINESS_WITHDRAWALS),
            20,
        );
        assert_list("transfers", TRANSFERS_IN.iter().chain(TRANSFERS_OUT), 8);
        assert_list("fees", FEES.iter().map(|fee| &fee.reason), FEES.len());
        assert_eq!(FEES.iter().map(|fee| fee.weight).sum::<u32>(), 100);
        assert!(FEES.iter().all(|fee| fee.price > Cents::ZERO));
    }

    #[test]
    fn cash_rows_say_so_and_no_others() {
        let mut stream = Random::new(1).stream(key!("test/cash"), 0);
        for _ in 0..200 {
            for (amount, machine) in [(Cents::dollars(200), true), (Cents::dollars(5_000), false)] {
                let withdrawal = cash_withdrawal(&mut stream, amount);
                let deposit = cash_deposit(&mut stream, amount);
                assert!(
                    withdrawal.starts_with("Cash withdrawal ")
                        && deposit.starts_with("Cash deposit ")
                );
                assert_eq!(withdrawal.contains("ATM"), machine);
                assert!(machine || !deposit.contains("ATM"));
            }
        }
        let others = [
            DEPOSITS,
            BUSINESS_DEPOSITS,
            WITHDRAWALS,
            BUSINESS_WITHDRAWALS,
            TRANSFERS_IN,
            TRANSFERS_OUT,
            EMPLOYERS,
        ];
        for text in others
            .into_iter()
            .flatten()
            .chain(FEES.iter().map(|fee| &fee.reason))
        {
            assert!(!text.starts_with(CASH), "{text}");
        }
    }
}
