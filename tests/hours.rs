//! What staff do happens when staff are there.

use dhub::generate::{Bank, life};
use dhub::plan::{DEFAULT_AS_OF, Plan, Scale};
use dhub::tables::Rows;
use dhub::tables::customer_db::Channel;
use dhub::values::calendar::Timestamp;

fn lives() -> impl Iterator<Item = Rows> {
    (1..=3).flat_map(|seed| {
        let plan = Plan::new(seed, DEFAULT_AS_OF, Scale::ONE, None, None);
        let bank = Bank::new(plan.unwrap());
        (1..=1_200).map(move |number| life(&bank, number))
    })
}

/// Between eight and twenty o'clock of a weekday.
#[track_caller]
fn assert_in_office(at: Timestamp, what: &impl std::fmt::Debug) {
    let hours = 8 * 3_600..20 * 3_600;
    assert!(
        at.date().weekday() < 5 && hours.contains(&at.second_of_day()),
        "{what:?}"
    );
}

#[test]
fn phones_and_branches_are_answered_in_office_hours() {
    let mut contacts = 0;
    for rows in lives() {
        for row in &rows.interactions {
            if matches!(row.channel, Channel::Phone | Channel::Branch) {
                assert_in_office(row.interaction_date, row);
                contacts += 1;
            }
            assert!(row.interaction_date > rows.customers[0].created_at);
        }
        let times = rows.interactions.iter().map(|row| row.interaction_date);
        assert!(times.is_sorted(), "{:?}", rows.interactions);
    }
    assert!(contacts > 2_000, "{contacts}");
}

#[test]
fn complaints_are_closed_in_office_hours_after_the_hours_that_they_took() {
    let mut done = 0;
    for rows in lives() {
        for row in &rows.complaints {
            assert_in_office(row.filed_date, row);
            let Some(resolved) = row.resolved_date else {
                continue;
            };
            assert_in_office(resolved, row);
            let hours = i64::from(row.resolution_time_hours.unwrap());
            assert!(
                hours > 0 && resolved - row.filed_date == hours * 3_600,
                "{row:?}"
            );
            assert!(resolved.date() <= DEFAULT_AS_OF, "{row:?}");
            done += 1;
        }
    }
    assert!(done > 150, "{done}");
}
