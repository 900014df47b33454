//! What an account statement says beside the merchants: employers, cash, deposits, withdrawals and the bank's fees.

use crate::random::Stream;
use crate::values::money::Cents;

/// Invented employers.
#[rustfmt::skip]
pub const EMPLOYERS: &[&str] = &[
    "Quillhaven Logistics LLC", "Quillhaven Manufacturing Inc", "Quillhaven Dental Group", "Quillhaven Software Inc",
    "Quillhaven Construction Co", "Brackwater Unified School District", "Brackwater Medical Center",
    "Brackwater Foods Inc", "Brackwater Engineering LLC", "Brackwater Accounting Partners", "Thornleigh Plastics Inc",
    "Thornleigh Regional Hospital", "Thornleigh Hotels LLC", "Thornleigh Analytics Inc", "Thornleigh Freight Lines",
    "Ostermere County Services", "Ostermere Paper Mills Inc", "Ostermere Veterinary Group", "Ostermere Legal Associates",
    "Ostermere Electric Motors Co", "Fernhollow City Schools", "Fernhollow Pharma Labs Inc", "Fernhollow Roofing LLC",
    "Fernhollow Media Group", "Fernhollow Warehouse Co", "Marrowick Transit Authority", "Marrowick Instruments Inc",
    "Marrowick Home Care LLC", "Marrowick Textiles Co", "Marrowick Consulting Group", "Tallowmere Logistics LLC",
    "Tallowmere Manufacturing Inc", "Tallowmere Dental Group", "Tallowmere Software Inc", "Tallowmere Construction Co",
    "Wrenfield Unified School District", "Wrenfield Medical Center", "Wrenfield Foods Inc", "Wrenfield Engineering LLC",
    "Wrenfield Accounting Partners", "Cindermoor Plastics Inc", "Cindermoor Regional Hospital", "Cindermoor Hotels LLC",
    "Cindermoor Analytics Inc", "Cindermoor Freight Lines", "Hazelmere County Services", "Hazelmere Paper Mills Inc",
    "Hazelmere Veterinary Group", "Hazelmere Legal Associates", "Hazelmere Electric Motors Co", "Bellwick City Schools",
    "Bellwick Pharma Labs Inc", "Bellwick Roofing LLC", "Bellwick Media Group", "Bellwick Warehouse Co",
    "Saltgate Transit Authority", "Saltgate Instruments Inc", "Saltgate Home Care LLC", "Saltgate Textiles Co",
    "Saltgate Consulting Group", "Longfurrow Logistics LLC", "Longfurrow Manufacturing Inc", "Longfurrow Dental Group",
    "Longfurrow Software Inc", "Longfurrow Construction Co", "Ridgestile Unified School District",
    "Ridgestile Medical Center", "Ridgestile Foods Inc", "Ridgestile Engineering LLC", "Ridgestile Accounting Partners",
    "Havenwick Plastics Inc", "Havenwick Regional Hospital", "Havenwick Hotels LLC", "Havenwick Analytics Inc",
    "Havenwick Freight Lines", "Copperleaf County Services", "Copperleaf Paper Mills Inc", "Copperleaf Veterinary Group",
    "Copperleaf Legal Associates", "Copperleaf Electric Motors Co", "Stonequill City Schools",
    "Stonequill Pharma Labs Inc", "Stonequill Roofing LLC", "Stonequill Media Group", "Stonequill Warehouse Co",
    "Kestrelton Transit Authority", "Kestrelton Instruments Inc", "Kestrelton Home Care LLC", "Kestrelton Textiles Co",
    "Kestrelton Consulting Group", "Highfallow Logistics LLC", "Highfallow Manufacturing Inc", "Highfallow Dental Group",
    "Highfallow Software Inc", "Highfallow Construction Co", "Larkmoor Unified School District",
    "Larkmoor Medical Center", "Larkmoor Foods Inc", "Larkmoor Engineering LLC", "Larkmoor Accounting Partners",
    "Bramblewick Plastics Inc", "Bramblewick Regional Hospital", "Bramblewick Hotels LLC", "Bramblewick Analytics Inc",
    "Bramblewick Freight Lines", "Northquill County Services", "Northquill Paper Mills Inc",
    "Northquill Veterinary Group", "Northquill Legal Associates", "Northquill Electric Motors Co",
    "Tamarisk City Schools", "Tamarisk Pharma Labs Inc", "Tamarisk Roofing LLC", "Tamarisk Media Group",
    "Tamarisk Warehouse Co", "Gristmill Transit Authority", "Gristmill Instruments Inc", "Gristmill Home Care LLC",
    "Gristmill Textiles Co", "Gristmill Consulting Group", "Orrisdale Logistics LLC", "Orrisdale Manufacturing Inc",
    "Orrisdale Dental Group", "Orrisdale Software Inc", "Orrisdale Construction Co", "Veldmere Unified School District",
    "Veldmere Medical Center", "Veldmere Foods Inc", "Veldmere Engineering LLC", "Veldmere Accounting Partners",
    "Sorrelton Plastics Inc", "Sorrelton Regional Hospital", "Sorrelton Hotels LLC", "Sorrelton Analytics Inc",
    "Sorrelton Freight Lines", "Millrace County Services", "Millrace Paper Mills Inc", "Millrace Veterinary Group",
    "Millrace Legal Associates", "Millrace Electric Motors Co", "Lanternfield City Schools",
    "Lanternfield Pharma Labs Inc", "Lanternfield Roofing LLC", "Lanternfield Media Group", "Lanternfield Warehouse Co",
    "Harrowmead Transit Authority", "Harrowmead Instruments Inc", "Harrowmead Home Care LLC", "Harrowmead Textiles Co",
    "Harrowmead Consulting Group",
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

/// What begins the description of every cash row and of no other.
pub const CASH: &str = "Cash ";

/// The description of a cash withdrawal at a machine: `Cash withdrawal ATM Elm & 4th`.
pub fn cash_withdrawal(stream: &mut Stream) -> String {
    format!("{CASH}withdrawal ATM {}", stream.pick(ATMS))
}

/// The description of a cash deposit, two in three over the counter: `Cash deposit at branch`, `Cash deposit ATM Elm & 4th`.
pub fn cash_deposit(stream: &mut Stream) -> String {
    if stream.chance(2, 3) {
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
        assert_list("fees", FEES.iter().map(|fee| &fee.reason), FEES.len());
        assert_eq!(FEES.iter().map(|fee| fee.weight).sum::<u32>(), 100);
        assert!(FEES.iter().all(|fee| fee.price > Cents::ZERO));
    }

    #[test]
    fn cash_rows_say_so_and_no_others() {
        let mut stream = Random::new(1).stream(key!("test/cash"), 0);
        for _ in 0..200 {
            assert!(cash_withdrawal(&mut stream).starts_with("Cash withdrawal "));
            assert!(cash_deposit(&mut stream).starts_with("Cash deposit "));
        }
        assert!(
            BRANCH_CASH_DEPOSITS
                .iter()
                .all(|text| text.starts_with(CASH))
        );
        let others = [
            DEPOSITS,
            BUSINESS_DEPOSITS,
            WITHDRAWALS,
            BUSINESS_WITHDRAWALS,
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
