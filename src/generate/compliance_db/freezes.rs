//! Account freezes and releases in the audit trail: the reason for each freeze and for its release.

use super::officers::OFFICERS;
use super::trail::Trail;
use crate::generate::context::Context;
use crate::generate::customer::{Freeze, Holding};
use crate::key;
use crate::random::Stream;
use crate::tables::Rows;
use crate::tables::compliance_db::{AuditAction, Entity};
use crate::tables::ids::AccountId;
use crate::values::Text;
use crate::values::calendar::Date;

/// Reason for freezing an account, and reason for releasing it.
type Reason = (&'static str, &'static str);

/// Reasons that apply to anyone, to persons, and to businesses.
const REASONS: [Reason; 3] = [
    ("tax levy", "levy paid"),
    ("writ of garnishment", "writ satisfied"),
    ("court order", "order vacated"),
];
const REASONS_OF_PERSONS: [Reason; 3] = [
    (
        "account takeover suspected",
        "holder identified and password renewed",
    ),
    (
        "check fraud by a third party reported",
        "check found genuine",
    ),
    (
        "power of attorney disputed",
        "power of attorney confirmed by the court",
    ),
];
const REASONS_OF_BUSINESSES: [Reason; 2] = [
    (
        "owners dispute who may sign",
        "resolution on signers received",
    ),
    (
        "account takeover suspected",
        "owner identified and password renewed",
    ),
];
/// Reasons that concern a single account, so that only that account is frozen.
const REASONS_OF_ONE: [Reason; 3] = [
    (
        "account takeover suspected",
        "holder identified and password renewed",
    ),
    (
        "check fraud by a third party reported",
        "check found genuine",
    ),
    (
        "deposited check in doubt",
        "check paid by the bank it is drawn on",
    ),
];
/// Reason for a customer who doesn't get in touch about the freeze.
const NOT_REACHED: Reason = (
    "mail returned and holder not reached",
    "holder answered the second letter",
);
/// Reason for a single account whose holder doesn't get in touch.
const STATEMENT_RETURNED: Reason = (
    "statement of the account returned and holder not reached",
    "holder answered the second letter",
);
/// Keyword for contacts about a freeze, and the number of days within which they come.
const ABOUT: &str = "frozen";
const WITHIN: i32 = 6;

/// The account's freeze, if it goes on record. For a customer who has left, it does only if the customer got in touch about it.
pub fn on_record(context: Context, holding: &Holding, rows: &Rows) -> Option<Freeze> {
    let freeze = holding.freeze?;
    let noticed = || is_noticed(freeze.from, rows);
    (context.customer.closed.is_none() || noticed()).then_some(freeze)
}

/// Adds an account's freeze to the trail, and its end if it was lifted.
pub fn add(
    trail: &mut Trail,
    context: Context,
    account: AccountId,
    holding: &Holding,
    rows: &Rows,
) {
    let Some(freeze) = on_record(context, holding, rows) else {
        return;
    };
    let entity = Entity::Account(account);
    let (why, end) = reason(context, freeze, rows);
    let frozen = |reason: &str| state("frozen", reason);
    let by = context.on_duty(&OFFICERS, &[freeze.from], &mut trail.stream);
    let at = trail.moment(freeze.from);
    let values = (
        Some(Text::from(r#"{"account_status":"active"}"#)),
        frozen(why),
    );
    trail.add_at(at, AuditAction::AccountFrozen, entity, Some(by), values);
    if let Some(day) = freeze.lifted {
        let by = context.on_duty(&OFFICERS, &[day], &mut trail.stream);
        let at = trail.moment(day);
        let values = (Some(frozen(why)), state("active", end));
        trail.add_at(at, AuditAction::AccountReleased, entity, Some(by), values);
    }
}

/// `{"account_status":"frozen","reason":"tax levy"}`
fn state(status: &str, reason: &str) -> Text {
    [
        r#"{"account_status":""#,
        status,
        r#"","reason":""#,
        reason,
        r#""}"#,
    ]
    .concat()
    .into()
}

/// Whether the customer got in touch about a freeze that began on a given day.
fn is_noticed(from: Date, rows: &Rows) -> bool {
    rows.interactions.iter().any(|one| {
        let days = one.interaction_date.date() - from;
        (0..=WITHIN).contains(&days) && one.notes.contains(ABOUT)
    })
}

/// Why accounts were frozen on a given day: one reason for all of a customer's accounts.
fn reason(context: Context, freeze: Freeze, rows: &Rows) -> Reason {
    let from = freeze.from;
    let key = key!("compliance_db.audit_trails/freeze");
    let mut stream = context.stream(key.part(from.0 as u64));
    let heard_of = rows
        .interactions
        .iter()
        .any(|one| one.interaction_date.date() >= from);
    let one = freeze.lifted.is_some();
    match (!heard_of && context.as_of() - from > WITHIN, one) {
        (true, true) => STATEMENT_RETURNED,
        (true, false) => NOT_REACHED,
        (false, true) => *stream.pick(&REASONS_OF_ONE),
        (false, false) => usual(context, &mut stream),
    }
}

/// A reason that can apply to anyone.
fn usual(context: Context, stream: &mut Stream) -> Reason {
    let own: &[Reason] = match context.customer.business {
        Some(_) => &REASONS_OF_BUSINESSES,
        None => &REASONS_OF_PERSONS,
    };
    let place = stream.below((own.len() + REASONS.len()) as u64) as usize;
    match own.get(place) {
        Some(reason) => *reason,
        None => REASONS[place - own.len()],
    }
}
