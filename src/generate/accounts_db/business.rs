//! What moves on a business account: revenue, suppliers, payroll, rent and taxes.

use super::account::Account;
use super::daily::spending;
use super::month::Rows;
use super::payees::{Payee, account_of, brand, power};
use crate::generate::between::{self, Rhythm};
use crate::generate::hours::{COLLECTION, Hours, counter_day_near, counter_moment_on};
use crate::generate::ledger::Posting;
use crate::generate::person::{Business, Employer, Work};
use crate::key;
use crate::random::Proportion;
use crate::tables::accounts_db::{
    Digits10, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::commerce;
use crate::values::money::Cents;
use crate::values::statement as lines;
use std::ops::RangeInclusive;

/// Most of a business's revenue that goes through this account, in percent: the rest goes through accounts elsewhere.
const MAX_HERE: i64 = 70;
/// Most monthly revenue that goes through an account, in cents.
const MAX_REVENUE: i64 = 260_000_00;

/// Wages in percent of revenue for a business that buys nothing; the percentage falls by one for every so many thousandths of
/// revenue spent on supplies.
const WAGES: i64 = 51;
const WAGES_PER_SUPPLIES: i64 = 20;
/// Sales tax on counter sales, in thousandths: a quarter's tax is paid in the month after it.
const SALES_TAX: RangeInclusive<i64> = 52..=84;
/// A business's first check number.
const FIRST_CHECK: i64 = 1_001;
/// Monthly cash, in cents, that is still more than a night drop takes when deposited in halves: it is deposited in four parts.
const CASH_IN_HALVES: i64 = 64_000_00;
/// Monthly cash, in cents, below which nobody walks to the bank twice.
const CASH_AT_ONCE: i64 = 400_00;
/// Percent by which account-to-account payments to suppliers can vary.
const GIVE_OF_SUPPLIERS: i64 = 55;
/// Index of the first commercial landlord among all landlords.
const COMMERCIAL: usize = 40;

/// Recurring items on a business account.
#[derive(Clone, Debug)]
pub struct Company {
    /// Monthly revenue through the account, in cents.
    revenue: i64,
    /// Card payment processor.
    acquirer: usize,
    /// Office or shop: the rent and who receives it.
    rent: i64,
    landlord: (usize, Text),
    rent_day: u32,
    power: (usize, &'static str),
    power_day: u32,
    /// Its telephone line, if it has one.
    telecom: Option<(usize, &'static str)>,
    /// First check number.
    first_check: i64,
    /// Checks per thousand months.
    checks: i64,
    /// Total payroll per payday.
    payroll: i64,
    /// Whether cash is deposited once a month rather than twice.
    cash_once: bool,
    /// Sales tax on counter sales, in thousandths; none if customers are invoiced.
    pub sales_tax: Option<i64>,
    /// The business itself.
    business: Business,
}

/// The recurring items of a business account; none for a person.
pub fn company(account: &Account) -> Option<Company> {
    let customer = account.context.customer;
    let business = customer.business.clone()?;
    let mut stream = account.stream(key!("accounts_db.transactions/company"));
    let stream = &mut stream;
    let revenue = (business.revenue.0 / 12 * MAX_HERE / 100).min(MAX_REVENUE);
    let city = customer.home;
    let place = stream.below(lines::COMMERCIAL_LANDLORDS.len() as u64) as usize;
    let name = lines::COMMERCIAL_LANDLORDS[place];
    let rent = (revenue * stream.range(5..=11) / 100).clamp(450_00, 14_500_00) / 5_00 * 5_00;
    let payments = business.payday.payments_a_year();
    // Where little is bought, people do the work.
    let percent = WAGES - i64::from(business.industry.supplies) / WAGES_PER_SUPPLIES;
    let percent = percent + stream.range(-6..=6);
    let wages = (revenue * percent.clamp(18, 49) / 100) * 12 / payments;
    Some(Company {
        revenue,
        acquirer: stream.below(lines::PROCESSORS.len() as u64) as usize,
        rent,
        landlord: (COMMERCIAL + place, ["Rent ", name].concat().into()),
        rent_day: stream.range(1..=5) as u32,
        power: power(stream, city),
        power_day: stream.range(8..=24) as u32,
        telecom: stream
            .chance(Proportion::percent(25))
            .then(|| brand(stream, &commerce::TELECOM, city, 6)),
        first_check: FIRST_CHECK,
        checks: stream.range(1_700..=3_300),
        payroll: wages,
        cash_once: stream.chance(Proportion::percent(30)),
        sales_tax: (business.industry.takes_cards && !business.industry.invoices)
            .then(|| stream.range(SALES_TAX)),
        business,
    })
}

impl Rows<'_> {
    /// The number of the month's first check.
    pub fn first_check_of(&self, company: &Company) -> i64 {
        let start = crate::values::month::Month::of(self.account.holding.opened) + 1;
        let key = key!("accounts_db.transactions/checks");
        company.first_check + self.times_between(key, company.checks, start, self.month)
    }

    /// A business's activity in a month.
    pub fn company(&mut self, company: &Company) {
        let as_of = self.account.context.as_of();
        let season = match self.month.month() {
            12 => 114,
            11 => 106,
            1 | 2 => 92,
            _ => 100,
        };
        let revenue = between::earlier(company.revenue, self.month, as_of);
        let revenue = revenue * season / 100 * self.stream.range(92..=108) / 100;
        let industry = company.business.industry;
        let cash = revenue * i64::from(industry.cash) / 1_000;
        if cash > CASH_AT_ONCE {
            self.takings(company, cash);
        }
        let rest = revenue - cash;
        let (cards, invoices) = match (industry.takes_cards, industry.invoices) {
            (true, true) => (rest * 55 / 100, rest * 45 / 100),
            (true, false) => (rest, 0),
            _ => (0, rest),
        };
        self.card_settlements(company, cards);
        self.invoices(invoices);
        self.pay_suppliers(company, revenue * i64::from(industry.supplies) / 1_000);
        self.pay_wages(company, as_of);
        self.overheads(company, revenue, as_of);
        self.taxes(company, revenue, cash + cards);
        self.draw(revenue);
    }

    /// Cash from counter sales, deposited once or twice a month, more often in months with a lot of it. If cash deposits are
    /// already part of a story, there are no others.
    fn takings(&mut self, company: &Company, cash: i64) {
        let brought = |row: &super::month::Row| {
            row.posting.category == TransactionCategory::Cash && row.posting.amount > Cents::ZERO
        };
        if self.rows.iter().any(brought) {
            return;
        }
        let times = match cash {
            CASH_IN_HALVES.. => 4,
            _ if company.cash_once => 1,
            _ => 2,
        };
        let (apart, wide) = (28 / times, 26 / times);
        for turn in 0..times {
            let day = self.month.first() + (turn * apart + self.stream.range(0..=wide)) as i32;
            let (first, last) = (self.month.first(), self.month.last());
            let open = counter_day_near(&mut self.stream, day, first, last);
            let Some(day) = open else {
                continue;
            };
            let at = counter_moment_on(day, &mut self.stream);
            let amount = cash / times * self.stream.range(70..=130) / 100;
            let amount = (amount / 5_00 * 5_00).max(40_00);
            let words = *self.stream.pick(lines::BUSINESS_CASH_DEPOSITS);
            self.put(
                Posting::new(at, TransactionType::Deposit, Cents(amount), words)
                    .by_hand(true)
                    .via(TransactionChannel::Branch)
                    .spent_on(TransactionCategory::Cash),
            );
        }
    }

    /// Card sales, settled twice a month.
    fn card_settlements(&mut self, company: &Company, cards: i64) {
        if cards <= 0 {
            return;
        }
        let processor = lines::PROCESSORS[company.acquirer];
        let number = account_of(self.account, Payee::Acquirer, company.acquirer, None);
        for half in 0..2_u32 {
            let day = self.business_day(5 + half * 15);
            let at = self.at(day, COLLECTION);
            let amount = cards / 2 * self.stream.range(78..=122) / 100 + self.stream.range(0..=99);
            let words = [lines::SETTLEMENT, processor].concat();
            self.put(
                Posting::new(at, TransactionType::Deposit, Cents(amount), words)
                    .with(number)
                    .spent_on(TransactionCategory::CardSettlement),
            );
        }
    }

    /// Invoices paid by customers.
    fn invoices(&mut self, sum: i64) {
        if sum <= 0 {
            return;
        }
        let city = self.account.context.customer.home;
        let count = self.stream.range(1..=3);
        for _ in 0..count {
            let day = self.stream.range(1..=28) as u32;
            let day = self.business_day(day);
            let amount =
                sum / count * self.stream.range(60..=140) / 100 + self.stream.range(0..=99);
            let client = self.stream.below(lines::CLIENTS.len() as u64) as usize;
            let row = match self.stream.below(10) {
                0..7 => {
                    let at = counter_moment_on(day, &mut self.stream);
                    Posting::new(
                        at,
                        TransactionType::Deposit,
                        Cents(amount),
                        "Check deposit at branch",
                    )
                    .by_hand(true)
                    .via(TransactionChannel::Branch)
                }
                _ => {
                    let at = self.at(day, COLLECTION);
                    let words = [lines::INVOICE_PAID, lines::CLIENTS[client]].concat();
                    Posting::new(at, TransactionType::Deposit, Cents(amount), words)
                        .with(account_of(self.account, Payee::Client, client, Some(city)))
                }
            };
            self.put(row.spent_on(TransactionCategory::Invoice));
        }
    }

    /// Suppliers: most are paid by check, one from account to account.
    fn pay_suppliers(&mut self, company: &Company, sum: i64) {
        let key = key!("accounts_db.transactions/checks");
        let checks = self.times(key, company.checks);
        let each = sum / (checks + 1);
        let checks = match self.waits_for_checks() {
            true => 0,
            false => checks,
        };
        for _ in 0..checks {
            let amount = each * self.stream.range(45..=130) / 100 + self.stream.range(0..=99);
            let day = self.counter_day();
            self.check(day, amount.max(40_00), TransactionCategory::Supplier);
        }
        let suppliers = company.business.industry.suppliers;
        let amount = each * self.stream.range(60..=150) / 100 + self.stream.range(0..=99);
        let place = self.stream.below(suppliers.len() as u64) as usize;
        let day = self.stream.range(1..=28) as u32;
        let at = self.at(self.business_day(day), COLLECTION);
        let amount = amount.max(60_00);
        let words = ["Supplier payment ", suppliers[place]].concat();
        let brand = industry_place(company) + place;
        let payee = account_of(self.account, Payee::Supplier, brand, None);
        let row = spending(at, TransactionType::Payment, amount, words)
            .with(payee)
            .spent_on(TransactionCategory::Supplier);
        self.put_elastic(row, amount * GIVE_OF_SUPPLIERS / 100);
    }

    /// The payroll batch, which includes customers who work here, and the payroll tax.
    fn pay_wages(&mut self, company: &Company, as_of: Date) {
        let mut paid = 0;
        for day in between::days_of(Rhythm::Wages(company.business.payday), self.month) {
            let here = self.wages_here(company, as_of);
            let batch = between::earlier(company.payroll, self.month, as_of);
            let batch = batch * self.stream.range(97..=103) / 100 + self.stream.range(0..=99);
            let batch = batch.max(here);
            let at = day.second(4 * 3_600 + self.stream.range(0..=3_000));
            let row = spending(at, TransactionType::Payment, batch, lines::PAYROLL_BATCH);
            self.put(row.spent_on(TransactionCategory::Payroll));
            paid += batch;
        }
        if paid > 0 {
            let at = self.at(self.business_day(15), COLLECTION);
            let amount = paid * self.stream.range(21..=24) / 100;
            let row = spending(at, TransactionType::Payment, amount, lines::PAYROLL_TAX)
                .with(account_of(self.account, Payee::TaxOffice, 0, None));
            self.put(row.spent_on(TransactionCategory::Taxes));
        }
    }

    /// What customers in the block who work for the business are paid on a payday.
    fn wages_here(&self, company: &Company, as_of: Date) -> i64 {
        let number = self.account.context.customer.number;
        let payday = company.business.payday;
        let wages = self.account.neighbors().iter().filter_map(|one| {
            let Work::Employed(job) = one.person.work else {
                return None;
            };
            let here = matches!(job.employer, Employer::Here(employer) if employer == number);
            let wage = between::wage(&one.person, payday);
            here.then(|| between::earlier(wage, self.month, as_of).max(between::WAGE.0))
        });
        wages.sum()
    }

    /// Rent, power and telephone.
    fn overheads(&mut self, company: &Company, revenue: i64, as_of: Date) {
        use TransactionCategory::{Other, Rent, Telecom, Utilities};
        let account = self.account;
        let city = account.context.customer.home;
        let number = |payee, brand, city| Some(account_of(account, payee, brand, city));
        let (place, words) = &company.landlord;
        let rent = between::earlier(company.rent, self.month, as_of) / 5_00 * 5_00;
        let (utility, power) = company.power;
        let bill = (revenue / 90).clamp(90_00, 1_900_00) * self.stream.range(85..=115) / 100;
        let line = (revenue / 300).clamp(79_00, 420_00) / 10_00 * 10_00 + 9_99;
        let mut rows: Vec<(u32, i64, Text, TransactionCategory, Option<Digits10>)> = vec![
            (
                company.rent_day,
                rent,
                words.clone(),
                Rent,
                number(Payee::Landlord, *place, Some(city)),
            ),
            (
                company.power_day,
                bill,
                power.into(),
                Utilities,
                number(Payee::Utility, utility, Some(city)),
            ),
        ];
        if let Some((telephone, name)) = company.telecom {
            let payee = number(Payee::Telecom, telephone, None);
            rows.push((company.power_day / 2, line, name.into(), Telecom, payee));
        }
        for (day, amount, words, category, payee) in rows {
            let at = self.at(self.business_day(day), COLLECTION);
            let row = spending(at, TransactionType::Payment, amount, words).spent_on(category);
            self.put(Posting {
                counterparty: payee,
                ..row
            });
        }
        if self.stream.chance(Proportion::percent(12)) {
            let day = self.any_day();
            let at = self.at(day, Hours::whole(8, 18));
            let category = &commerce::HOME_IMPROVEMENT;
            let amount = category.price(&mut self.stream, Cents(600_00)).0;
            let merchant = *self.stream.pick(category.merchants);
            let row = spending(at, TransactionType::Payment, amount, merchant)
                .via(TransactionChannel::Card);
            self.put(row.spent_on(Other));
        }
    }
}

/// Index of an industry's first supplier among all.
fn industry_place(company: &Company) -> usize {
    company
        .business
        .industry
        .label
        .bytes()
        .map(usize::from)
        .sum::<usize>()
        % 40
}
