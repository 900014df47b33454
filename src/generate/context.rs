//! The customer whose rows are being made, and the bank.

use crate::generate::bank::Bank;
use crate::generate::customer::Customer;
use crate::generate::stream_rows::StreamRow;
use crate::random::{Key, Stream};
use crate::tables::employees_db::Role;
use crate::tables::ids::EmployeeId;
use crate::values::calendar::Date;

/// A customer of a bank.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The bank.
    pub bank: &'a Bank,
    /// The customer.
    pub customer: &'a Customer,
}

impl Context<'_> {
    /// The as-of date: no event is later.
    pub fn as_of(&self) -> Date {
        self.bank.as_of()
    }

    /// The last day on which the customer does anything.
    pub fn last_day(&self) -> Date {
        self.customer.last_day(self.as_of())
    }

    /// Stream for one aspect of the customer.
    #[inline]
    pub fn stream(&self, key: Key) -> Stream {
        self.bank.random.stream(key, self.customer.row())
    }

    /// Stream for one aspect of a row.
    #[inline]
    pub fn stream_of(&self, key: Key, row: impl StreamRow) -> Stream {
        self.bank.random.stream(key, row.row())
    }

    /// A member of the customer's team who has one of the roles and is employed on all of the days; see
    /// [`Team::on_duty`](crate::generate::staff::Team::on_duty).
    #[inline]
    pub fn on_duty(&self, roles: &[Role], days: &[Date], stream: &mut Stream) -> EmployeeId {
        self.customer.team.on_duty(roles, days, stream.bits())
    }

    /// Like `on_duty`, but preferably somebody at the customer's branch: the person the customer meets there.
    #[inline]
    pub fn at_branch(&self, roles: &[Role], days: &[Date], stream: &mut Stream) -> EmployeeId {
        let customer = self.customer;
        let draw = stream.bits();
        customer.team.at_branch(customer.branch, roles, days, draw)
    }

    /// Like `on_duty`, but excludes one employee, whose work somebody else has to review; none if there is nobody else.
    pub fn on_duty_but(
        &self,
        but: EmployeeId,
        roles: &[Role],
        days: &[Date],
        stream: &mut Stream,
    ) -> Option<EmployeeId> {
        let team = &self.customer.team;
        team.on_duty_but(but, roles, days, stream.bits())
    }
}
