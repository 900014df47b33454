//! Transactions in savings and money market accounts, certificates of deposit and a person's second checking account.

use super::account::Account;
use super::daily::spending;
use super::incomes::{self, Income};
use super::month::Rows;
use super::purpose::{Reserve, Use, invests};
use crate::generate::context::Context;
use crate::generate::customer::Ordinal;
use crate::generate::hours::{COLLECTION, OWN_TRANSFER, counter_moment_on};
use crate::generate::ledger::{Ledger, Posting, account_number, number_elsewhere};
use crate::generate::person::Score;
use crate::key;
use crate::random::Proportion;
use crate::tables::accounts_db::{
    AccountType, Digits10, TransactionCategory, TransactionChannel, TransactionType,
};
use crate::tables::customer_db::CustomerStatus;
use crate::values::Text;
use crate::values::calendar::Date;
use crate::values::money::Cents;
use crate::values::month::Month;
use crate::values::number_spaces::OWN_ACCOUNTS_ELSEWHERE;
use crate::values::numbers::numbered;
use crate::values::statement as lines;

/// Approximate wealth above which a saver has a broker; half of them do (judgment).
const SAVERS_INVEST: Score = 0;
/// Customers who save, among those with a checking account and a savings or money market account.
const SAVERS: Proportion = Proportion::of(2, 3);
/// Monthly savings in percent of income.
const PUT_ASIDE: std::ops::RangeInclusive<i64> = 3..=12;
/// Share of certificate renewals at which money is added, and the amount added, in percent.
const ADDED: Proportion = Proportion::percent(60);
const ADDED_PERCENT: std::ops::RangeInclusive<i64> = 2..=12;
/// Nothing is added to certificates above this amount, in cents: with interest, they would exceed the insured 250,000.
const ADDED_UP_TO: i64 = 80_000_00;

/// Posts a saver's monthly transfers to both accounts, in each month in which both statements cover the day.
pub fn save_monthly(context: Context, ledger: &mut Ledger) {
    let customer = context.customer;
    let first = |account_type| {
        customer.first_account(|one| one.account_type == account_type && one.is_active())
    };
    let named = |account_type, name| first(account_type).map(|ordinal| (ordinal, name));
    let savings = named(AccountType::Savings, "savings")
        .or_else(|| named(AccountType::MoneyMarket, "money market"));
    let (Some(checking), Some((savings, name))) = (first(AccountType::Checking), savings) else {
        return;
    };
    let mut stream = context.stream(key!("accounts_db.transactions/put_aside"));
    if !stream.chance(SAVERS) || customer.status == CustomerStatus::Dormant {
        return;
    }
    let monthly = customer.person.income.0 / 12;
    let amount = (monthly * stream.range(PUT_ASIDE) / 100 / 5_00 * 5_00).clamp(20_00, 1_950_00);
    let amount = Cents(if amount % 1_000_00 == 0 {
        amount - 50_00
    } else {
        amount
    });
    let day_of_month = stream.range(1..=28) as u32;
    let begins = ledger.first_day(checking).max(ledger.first_day(savings));
    let number = |ordinal: Ordinal| account_number(context.bank, customer.account_id(ordinal));
    let (there, here) = (number(savings), number(checking));
    let key = key!("accounts_db.transactions/put_aside_at");
    let mut month = Month::of(begins);
    while month.first() <= context.as_of() {
        let day = month.day(day_of_month);
        let row = context.customer.row() << 20 | month.index();
        let at = OWN_TRANSFER.on(day, &mut context.bank.random.stream(key, row));
        // Nobody makes a standing transfer on the day they open an account.
        let shows = |ordinal| ledger.covers(ordinal, day) && customer.holding(ordinal).opened < day;
        if shows(checking) && shows(savings) {
            let to = numbered::<4>(&["Transfer to ", name, " ending "].concat(), there.0);
            let from = numbered::<4>("Transfer from checking ending ", here.0);
            let row = |transaction_type, amount, words| {
                Posting::new(at, transaction_type, amount, words)
                    .via(TransactionChannel::Online)
                    .spent_on(TransactionCategory::Transfer)
            };
            let withdrawal = row(TransactionType::Withdrawal, -amount, to).with(there);
            ledger.post(checking, withdrawal);
            let deposit = row(TransactionType::Deposit, amount, from).with(here);
            ledger.post(savings, deposit);
        }
        month = month + 1;
    }
}

/// Income paid into savings: pensions of customers without a checking account here.
pub fn incomes(account: &Account) -> Vec<Income> {
    let customer = account.context.customer;
    let saved = |one: &crate::generate::customer::Holding| {
        matches!(
            one.account_type,
            AccountType::Savings | AccountType::MoneyMarket
        )
    };
    let pays_here = account.used_for == Use::Savings
        && customer.business.is_none()
        && crate::generate::between::household_account(customer).is_none()
        && customer.first_account(saved) == Some(account.ordinal);
    if !pays_here {
        return Vec::new();
    }
    let mut stream = account.stream(key!("accounts_db.transactions/habits"));
    let mut incomes = incomes::of_person(account, &customer.person, &mut stream);
    incomes.retain(|income| {
        use TransactionCategory::{Pension, SocialSecurity};
        matches!(income.category, Pension | SocialSecurity)
    });
    incomes
}

/// Where the surplus of an account that isn't a household's goes. A business keeps it in its account at another bank: the owner
/// invests, the business doesn't.
pub fn reserve(account: &Account) -> Reserve {
    let customer = account.context.customer;
    if customer.business.is_some() {
        return Reserve::OwnAccount;
    }
    let mut stream = account.stream(key!("accounts_db.transactions/reserve"));
    match invests(customer, &mut stream, SAVERS_INVEST) {
        true => Reserve::Broker(stream.below(lines::BROKERS.len() as u64) as usize),
        false => Reserve::OwnAccount,
    }
}

impl Account<'_> {
    /// Text for a transfer from or to the holder's account at another bank, and that account's number.
    pub fn own_elsewhere(&self, from: bool) -> (Text, Digits10) {
        let number = number_elsewhere(self.context.bank, self.context.customer);
        let words = match from {
            true => "Transfer from own account ending ",
            false => "Transfer to own account ending ",
        };
        (numbered::<4>(words, number.0), number)
    }

    /// For a company, the owner's private account at another bank.
    pub fn owner_elsewhere(&self) -> Digits10 {
        let random = &self.context.bank.random;
        Digits10(OWN_ACCOUNTS_ELSEWHERE.number(random, self.id.customer, 1))
    }

    /// Amount added to a certificate whose term ends in this month, and the maturity date.
    pub fn renewal(&self, month: Month) -> Option<(Date, i64)> {
        let holding = self.holding;
        let end = holding.matures_after(month.first() - 1)?;
        let day = end;
        let large = holding.level.0 > ADDED_UP_TO;
        if large || Month::of(day) != month || day > self.last_act || day >= holding.last_day {
            return None;
        }
        let mut stream = self.stream_in(key!("accounts_db.transactions/renewal"), month);
        let percent = stream.range(ADDED_PERCENT);
        let cents = holding.level.0 * percent / 100 / 50_00 * 50_00;
        (stream.chance(ADDED) && cents > 0).then_some((day, cents))
    }
}

impl Rows<'_> {
    /// Savings: occasional deposits and withdrawals.
    pub fn savings(&mut self, incomes: &[Income]) {
        for income in incomes {
            self.income(income);
        }
        let level = self.account.holding.level.0;
        let scale = (45 + level / 600_00).clamp(50, 300);
        let digital = self.account.context.customer.person.digital;
        let rate = |mean: i64| (mean - digital / 5).max(60);
        let deposits = rate(60);
        for _ in 0..self.times(key!("accounts_db.transactions/cash_saved"), deposits) {
            let day = self.counter_day();
            let at = counter_moment_on(day, &mut self.stream);
            let row = if self.stream.chance(Proportion::percent(45)) {
                let dollars = self.stream.quantile(&[20, 60, 120, 260, 900]) * scale / 100;
                let words = *self.stream.pick(lines::BRANCH_CASH_DEPOSITS);
                let amount = Cents(dollars / 5 * 5_00 + 5_00);
                Posting::new(at, TransactionType::Deposit, amount, words)
                    .spent_on(TransactionCategory::Cash)
            } else {
                self.check_received(at, scale)
            };
            self.put(row.by_hand(true).via(TransactionChannel::Branch));
        }
        for _ in 0..self.times(key!("accounts_db.transactions/cash_taken"), rate(620)) {
            let day = self.counter_day();
            let at = counter_moment_on(day, &mut self.stream);
            let dollars = self.stream.quantile(&[40, 120, 260, 520, 1_900]) * scale / 100;
            let amount = (dollars / 10 * 10_00).clamp(20_00, 4_900_00);
            let words = *self.stream.pick(lines::BRANCH_CASH_WITHDRAWALS);
            let row = spending(at, TransactionType::Withdrawal, amount, words);
            self.put(
                row.by_hand(true)
                    .via(TransactionChannel::Branch)
                    .spent_on(TransactionCategory::Cash),
            );
        }
        self.machines(rate(130), scale.min(150));
    }

    /// A second checking account: purchases and cash.
    pub fn pocket(&mut self) {
        let scale = (50 + self.account.holding.level.0 / 120_00).clamp(50, 180);
        self.machines(700, scale);
        self.counter(450, scale, None);
        self.purchases(3_600, scale);
    }

    /// A certificate: what is added at maturity.
    pub fn certificate(&mut self) {
        if let Some((day, cents)) = self.account.renewal(self.month) {
            let at = self.at(day, COLLECTION);
            let words = "Certificate renewed, deposit added";
            let row = Posting::new(at, TransactionType::Deposit, Cents(cents), words);
            self.put(row.via(TransactionChannel::Internal));
        }
    }
}
