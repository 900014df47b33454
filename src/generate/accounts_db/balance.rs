//! Balancing a month: what the account must hold at the beginning, and what makes up the difference at the end.
//!
//! The balances at the beginning of each month and of the next are given. The flexible rows are increased or decreased, and where
//! that isn't enough, money is moved to or from the holder's reserve elsewhere.

use super::month::{Row, Rows};
use super::payees::{Payee, account_of};
use super::purpose::{Reserve, Use};
use crate::generate::hours::{
    DAYTIME, between, business_day_from, business_day_within, counter_day_near, counter_moment_on,
};
use crate::generate::ledger::Posting;
use crate::random::Proportion;
use crate::tables::accounts_db::{TransactionCategory, TransactionChannel, TransactionType};
use crate::values::calendar::{Date, Timestamp};
use crate::values::money::Cents;
use crate::values::statement as lines;

/// Maximum that one row moves, in percent of the account's balance, to stay below the guide's 30.
const MOVED_AT_ONCE: i64 = 28;
/// Number of days in a month to try when looking for one with room for a transfer elsewhere.
const LOOKS: i32 = 4;
/// What remains after moving round sums arrives as a check for an amount in this range, in cents.
const CHECK: (i64, i64) = (18_00, 260_00);
/// Share of transfers to or from savings by phone that aren't round sums.
const SWEPT: Proportion = Proportion::percent(55);

/// Each part that leaves is at least the remaining amount divided by this, or a fifth of the balance.
const PART: i64 = 3;
const FIFTH: i64 = 5;
/// Maximum number of parts for which a month has enough days.
const MAX_PARTS: i32 = 6;
/// Approximate days between parts of a transfer elsewhere.
const DAYS_OF_PART: i32 = 4;

/// Number of parts needed to bring a balance down to `down_to`, both in cents.
fn parts(mut balance: i64, down_to: i64) -> i32 {
    let mut parts = 1;
    let next = |balance: i64| balance * (100 - MOVED_AT_ONCE) / 100;
    while parts < MAX_PARTS && next(balance) > down_to {
        balance = next(balance);
        parts += 1;
    }
    parts
}

/// A spending amount is at most 30% of the balance before it (guide, "Transactions"), hence times 10 over 3.
pub const fn needed_for(spending: i64) -> i64 {
    (spending * 10 + 2) / 3
}

impl Rows<'_> {
    /// What the account must hold before the first row so that every spending amount is at most 30 percent of the balance.
    pub fn need(&self) -> i64 {
        let (mut moved, mut need) = (0, 0);
        for row in &self.rows {
            let amount = row.posting.amount.0 - row.give;
            if amount < 0 {
                need = need.max(needed_for(-amount) - moved);
            }
            moved += amount;
        }
        need
    }

    /// Net movement of the rows, in cents, if spending is at its maximum.
    pub fn worst(&self) -> i64 {
        let rows = self.rows.iter();
        rows.map(|row| row.posting.amount.0 - row.give).sum()
    }

    /// Net movement of the rows, in cents.
    pub fn sum(&self) -> i64 {
        self.rows.iter().map(|row| row.posting.amount.0).sum()
    }

    /// Makes the month end at `target`, in cents.
    pub fn come_to(&mut self, target: i64) {
        if self.is_in_need() {
            let last = *self.days.end();
            self.spend_down(last, target + target / 8);
        }
        let surplus = self.opening + self.sum() - target;
        let room: i64 = self.rows.iter().map(|row| row.give).sum();
        let mut left = surplus;
        if surplus.abs() > room {
            left = self.move_round_sum(surplus, room);
        }
        self.stretch(left, room);
        debug_assert_eq!(self.opening + self.sum(), target, "{:?}", self.account.id);
    }

    /// Increases (or decreases) the flexible rows by `sum` in total, in proportion.
    fn stretch(&mut self, sum: i64, room: i64) {
        if sum == 0 {
            return;
        }
        let mut left = sum;
        let mut room = room;
        for row in self.rows.iter_mut().filter(|row| row.give > 0) {
            let part = left * row.give / room;
            row.posting.amount.0 -= part;
            left -= part;
            room -= row.give;
        }
    }

    /// Moves a round sum to or from elsewhere; returns the remainder, which is at most what there is `room` for.
    fn move_round_sum(&mut self, surplus: i64, room: i64) -> i64 {
        let step = match surplus.abs() {
            ..300_00 => 10_00,
            300_00..1_500_00 => 25_00,
            1_500_00..8_000_00 => 50_00,
            _ => 250_00,
        };
        // A less round sum, if the flexible rows can absorb the remainder.
        let finer = [step, 50_00, 25_00, 10_00, 5_00];
        let fits = |&finer: &i64| finer <= step && finer / 2 <= room;
        let step = finer.into_iter().find(fits).unwrap_or(step);
        let mut left = surplus;
        let mut sum = (surplus + step / 2).div_euclid(step) * step;
        let savings = self.account.used_for == Use::Savings;
        if savings && self.banks_by_phone() && self.stream.chance(SWEPT) {
            // The entire amount, to the cent.
            sum = surplus;
        }
        if (surplus - sum).abs() > room {
            // A check makes up the cents.
            let check = self.stream.range(CHECK.0..=CHECK.1);
            sum = (surplus + check + step - 1).div_euclid(step) * step;
            if surplus < 0 && surplus > -CHECK.1 {
                sum = 0;
            }
            let check = sum - surplus;
            if check > 0 {
                self.bring_check(check);
                left += check;
            }
        }
        match sum {
            1.. => left - self.move_out(sum, step, left - sum, room),
            0 => left,
            _ => {
                self.move_in(-sum);
                left - sum
            }
        }
    }

    /// A day late in the month on which the holder is active.
    fn late_day(&mut self) -> Date {
        let (first, last) = (*self.days.start(), *self.days.end());
        let first = first.max(self.month.first() + 17).min(last);
        between(&mut self.stream, first, last)
    }

    /// Whether the holder deposits checks by photo instead of taking them to a branch.
    fn banks_by_phone(&self) -> bool {
        self.account.context.customer.person.digital > 300
    }

    /// A check that someone wrote to the holder.
    fn bring_check(&mut self, cents: i64) {
        let day = self.late_day();
        let by_hand = self.stream.chance(Proportion::percent(88));
        let digital = self.banks_by_phone();
        let (first, last) = (*self.days.start(), *self.days.end());
        let open = counter_day_near(&mut self.stream, day, first, last);
        // If no branch is open on any of the days, it is deposited by phone.
        let carried = open.filter(|_| by_hand && !digital);
        let row = if let Some(day) = carried {
            let at = counter_moment_on(day, &mut self.stream);
            let words = "Check deposit at branch";
            Posting::new(at, TransactionType::Deposit, Cents(cents), words)
                .by_hand(true)
                .via(TransactionChannel::Branch)
        } else {
            let at = self.at(open.unwrap_or(day), DAYTIME);
            let words = "Mobile check deposit";
            Posting::new(at, TransactionType::Deposit, Cents(cents), words)
                .via(TransactionChannel::Mobile)
        };
        self.insert(row);
    }

    /// Inserts a row in time order.
    pub fn insert(&mut self, mut posting: Posting) {
        let mut place = self
            .rows
            .partition_point(|row| row.posting.at <= posting.at);
        // Nothing comes between a transaction and its fee.
        while let Some(fee) = self
            .rows
            .get(place)
            .filter(|row| row.is_fee_at(posting.at + 1))
        {
            posting.at = fee.posting.at;
            place += 1;
        }
        self.rows.insert(place, Row { posting, give: 0 });
    }

    /// Brings in money from elsewhere before it is needed most.
    fn move_in(&mut self, cents: i64) {
        let (first, last) = (*self.days.start(), *self.days.end());
        // What was missing on a due date arrives after that date.
        let first = match self.last_shortage() {
            Some(day) => first.max(day + 1).min(last),
            None => first,
        };
        let day = between(&mut self.stream, first, last);
        let open = business_day_within(day, first, last);
        let day = if open < first { day } else { open };
        let row = self.elsewhere(day, cents, false);
        self.insert(row);
    }

    /// Moves money elsewhere, in as many parts as necessary, each on a day that leaves later rows covered. What is left after the
    /// first part stays if the flexible rows, which `grow` anyway, have `room` for it; returns the amount moved.
    fn move_out(&mut self, cents: i64, step: i64, grow: i64, room: i64) -> i64 {
        let ends = self.opening + self.sum() - cents;
        let begin = match cents * 4 > ends.max(0) {
            // More than usual: it leaves soon after arriving.
            true => {
                let rows = self.rows.iter();
                // If several wage payments are equal, the first one.
                let largest = rows.rev().max_by_key(|row| row.posting.amount);
                largest.map_or(self.month.first(), |row| row.posting.at.date() + 1)
            }
            false => self.late_day(),
        };
        // The more parts there are, the sooner it begins.
        let begin = begin.min(*self.days.end() - DAYS_OF_PART * (parts(ends + cents, ends) - 1));
        let (first, last) = (*self.days.start(), *self.days.end());
        let mut left = cents;
        let mut day = begin.max(first).min(last);
        let mut others = self.other_outlays();
        while left > 0 {
            day = self.day_with_room(day, last, left, step);
            // Other banks and brokers are closed when this one is.
            day = business_day_from(day).min(last);
            let ends_now = day >= last;
            // Little sums aren't transferred twice.
            let again = (left < cents).then(|| self.other_part(&mut others, day, left, step));
            if let Some(row) = again.flatten() {
                left += row.amount.0;
                self.insert(row);
                day = (day + 1).min(last);
                continue;
            }
            let mut row = self.elsewhere(day, -left, !ends_now);
            if ends_now {
                let latest = self.rows.last().map_or(row.at, |row| row.posting.at);
                row.at = row.at.max(latest + 60).min(last.at(23, 10, 0)).max(latest);
            }
            // On the last day, nothing is kept free beyond what the flexible rows actually take.
            let growth = if ends_now { grow.max(0) } else { step };
            let part = left.min(self.room_at(row.at, growth));
            let part = if part < left {
                part / step * step
            } else {
                part
            };
            let part = match ends_now {
                true if part <= 0 => left.min(self.room_at(row.at, growth).max(1)),
                _ => part,
            };
            let much = part >= (left / PART).max(1) || part * FIFTH >= self.balance_at(day).max(1);
            if much || ends_now && part > 0 {
                let rest = left - part;
                let growth = grow + rest;
                let stays = left == cents
                    && (1..=room).contains(&growth)
                    && part <= self.room_at(row.at, growth);
                row.amount = Cents(-part);
                left = rest;
                self.insert(row);
                if stays {
                    break;
                }
            }
            if !ends_now {
                let apart = (last - day) / parts(ends + left, ends);
                let apart = apart.clamp(1, DAYS_OF_PART + 2) as u64;
                day = (day + 1 + self.stream.below(apart) as i32).min(last);
            }
        }
        cents - left
    }

    /// The first day in the range on which part of `cents` can leave, or the one on which the most can. Only some days are tried.
    fn day_with_room(&self, first: Date, last: Date, cents: i64, step: i64) -> Date {
        let mut best = (first, self.room_at(first.at(12, 0, 0), step));
        for part in 1..=LOOKS {
            if best.1 >= cents / PART {
                break;
            }
            let day = first + (last - first) * part / LOOKS;
            let room = self.room_at(day.at(12, 0, 0), step);
            if room > best.1 {
                best = (day, room);
            }
        }
        best.0
    }

    /// How many cents can be spent at a moment such that each later spending amount is still at most 30 percent of the balance.
    ///
    /// Assumes that the flexible rows grow by at most `step` in total.
    pub fn room_at(&self, at: Timestamp, step: i64) -> i64 {
        let gives: i64 = self.rows.iter().map(|row| row.give).sum();
        let step = step.min(gives);
        let mut balance = self.opening;
        let mut room = i64::MAX;
        let mut then = None;
        for row in &self.rows {
            let growth = match row.give {
                0 => 0,
                give => give * step / gives + 1,
            };
            let amount = row.posting.amount.0 - growth;
            if row.posting.at > at {
                then.get_or_insert(balance);
                if amount < 0 {
                    room = room.min(balance - needed_for(-amount));
                }
            }
            balance += amount;
        }
        let then = then.unwrap_or(balance);
        room.min(then * MOVED_AT_ONCE / 100).max(0)
    }

    /// A row that brings in money from elsewhere or sends it there.
    fn elsewhere(&mut self, day: Date, cents: i64, at_counter: bool) -> Posting {
        let account = self.account;
        let brings = cents > 0;
        if brings && self.is_in_need() {
            return self.lent(day, cents);
        }
        let transaction_type = match brings {
            true => TransactionType::Deposit,
            false => TransactionType::Withdrawal,
        };
        let by_hand = at_counter
            && account.used_for == Use::Savings
            && !brings
            && cents > -4_900_00
            && account.context.customer.person.digital < 900
            && self.stream.chance(Proportion::percent(75));
        let open = by_hand
            .then(|| {
                let (first, last) = (*self.days.start(), *self.days.end());
                counter_day_near(&mut self.stream, day, first, last)
            })
            .flatten();
        if let Some(day) = open {
            let at = counter_moment_on(day, &mut self.stream);
            let words = *self.stream.pick(lines::BRANCH_CASH_WITHDRAWALS);
            return Posting::new(at, transaction_type, Cents(cents), words)
                .by_hand(true)
                .via(TransactionChannel::Branch)
                .spent_on(TransactionCategory::Cash);
        }
        let at = self.at(day, DAYTIME);
        let row =
            |words: crate::values::Text| Posting::new(at, transaction_type, Cents(cents), words);
        match account.reserve {
            // Brokers are closed.
            _ if !day.is_business_day() => {
                let (words, number) = account.own_elsewhere(brings);
                let words = words.replacen("Transfer", "Instant transfer", 1);
                row(words.into())
                    .with(number)
                    .via(TransactionChannel::Online)
                    .spent_on(TransactionCategory::Transfer)
            }
            Reserve::Broker(place) => {
                let broker = lines::BROKERS[place];
                let words = if brings {
                    "Transfer from "
                } else {
                    "Transfer to "
                };
                let payee = account_of(account, Payee::Broker, place, None);
                row([words, broker].concat().into())
                    .with(payee)
                    .via(TransactionChannel::Online)
                    .spent_on(TransactionCategory::Investment)
            }
            Reserve::OwnAccount => {
                let (words, number) = account.own_elsewhere(brings);
                row(words)
                    .with(number)
                    .via(TransactionChannel::Online)
                    .spent_on(TransactionCategory::Transfer)
            }
        }
    }
}
