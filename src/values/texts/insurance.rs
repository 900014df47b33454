//! Insurance: what happened in a claim and to a policy, and whom a life policy names.

use super::ByLabel;
use crate::random::Stream;

/// In the place of a claim type: the liability of a driver for an injury rather than for damage.
pub const INJURY: &str = "injury";

/// What happened, by policy type and claim type.
#[rustfmt::skip]
pub const CLAIMS: ByLabel = ByLabel(&[
    ("vehicle/collision", &[
        "Rear-ended at a traffic light",
        "Hit a guard rail on a wet road",
        "Backed into a post in a parking lot",
        "Sideswiped while changing lanes",
        "Collided with a deer at dusk",
        "Door damaged by a passing car",
        "Slid into a ditch on ice",
        "Front damage in a roundabout",
    ]),
    ("vehicle/comprehensive", &[
        "Windshield cracked by a stone",
        "Hail damage to hood and roof",
        "Vehicle stolen from the driveway",
        "Tree branch fell on the roof",
        "Vandalism in a parking garage",
        "Flooded in a parking lot after heavy rain",
        "Catalytic converter stolen overnight",
        "Side window broken and bag stolen",
    ]),
    ("vehicle/liability", &[
        "Damaged another car while parking",
        "Hit a neighbor's fence",
        "Damaged a storefront while reversing",
        "Two other cars damaged at a junction",
        "Scraped a parked delivery van",
        "Knocked over a gate while turning",
    ]),
    ("vehicle/injury", &[
        "Injured passenger in the other car",
        "Cyclist injured at a turn",
        "Pedestrian injured at a crosswalk",
        "Motorcyclist injured while changing lanes",
        "Two people injured in the car ahead",
        "Driver of the other car injured at a junction",
    ]),
    ("property/water_damage", &[
        "Burst pipe in the kitchen",
        "Washing machine hose failed",
        "Water heater leaked into the basement",
        "Frozen pipe burst in the attic",
        "Bathroom overflow damaged the ceiling below",
        "Dishwasher leak under the floor",
    ]),
    ("property/wind_hail", &[
        "Shingles torn off by wind",
        "Hail damage to roof and siding",
        "Fence blown down in a storm",
        "Fallen tree on the garage",
        "Skylight broken by hail",
        "Gutters torn off in a storm",
    ]),
    ("property/fire", &[
        "Kitchen fire spread to the cabinets",
        "Electrical fire in the garage",
        "Smoke damage after a chimney fire",
        "Lightning struck the house",
        "Grill fire on the deck",
        "Dryer fire in the laundry room",
    ]),
    ("property/theft", &[
        "Burglary through the back door",
        "Bicycles stolen from the garage",
        "Jewelry stolen while on vacation",
        "Tools stolen from the shed",
        "Parcel and laptop stolen from the porch",
        "Break-in through a window",
    ]),
    ("property/liability", &[
        "Visitor slipped on icy steps",
        "Dog bit a delivery driver",
        "Tree fell on the neighbor's car",
        "Guest injured on the stairs",
        "Water ran into the apartment below",
        "Child injured on the trampoline",
    ]),
    ("life/death_benefit", &[
        "Death certificate filed by the beneficiary",
        "Death of the insured after illness",
        "Death of the insured in an accident",
        "Claim filed by the family",
        "Claim filed by the executor of the estate",
        "Death of the insured at home",
    ]),
    ("health/outpatient", &[
        "Specialist consultation",
        "Physical therapy after a sprain",
        "Blood tests and follow-up visit",
        "Imaging of the knee",
        "Minor procedure at a day clinic",
        "Allergy testing",
        "Skin lesion removed",
        "Sleep study",
    ]),
    ("health/inpatient", &[
        "Appendix removed",
        "Two nights in hospital for observation",
        "Delivery of a child",
        "Hip replacement",
        "Treatment of pneumonia in hospital",
        "Gallbladder surgery",
    ]),
    ("health/emergency", &[
        "Emergency room visit after a fall",
        "Broken wrist treated in the emergency room",
        "Emergency visit for chest pain",
        "Cut hand stitched",
        "Ambulance after an accident at home",
        "High fever at night",
    ]),
    ("health/prescription", &[
        "Three-month supply of medication",
        "Course of antibiotics",
        "New prescription after a consultation",
        "Insulin and supplies",
        "Inhaler refill",
        "Specialty medication",
    ]),
    ("travel/cancellation", &[
        "Trip cancelled because of illness",
        "Trip cancelled after a death in the family",
        "Cancelled because of jury duty",
        "Cancelled after a storm warning",
        "Cancelled because of surgery",
        "Cancelled after an injury",
    ]),
    ("travel/medical", &[
        "Treated for food poisoning abroad",
        "Broken ankle on a hike",
        "Dental emergency abroad",
        "Fever treated at a resort clinic",
        "Stitches after a boating accident",
        "Ear infection treated abroad",
    ]),
    ("travel/baggage", &[
        "Suitcase lost on a connecting flight",
        "Bag stolen at a station",
        "Camera damaged in transit",
        "Luggage delivered four days late",
        "Suitcase broken open on arrival",
        "Backpack stolen at the beach",
    ]),
    ("travel/delay", &[
        "Flight delayed overnight",
        "Missed connection and hotel night",
        "Ferry cancelled because of weather",
        "Train strike and extra night",
        "Snow closed the airport",
        "Flight cancelled and rebooked next day",
    ]),
]);

/// What happened to a policy, by event type.
#[rustfmt::skip]
pub const EVENTS: ByLabel = ByLabel(&[
    ("issued", &["Policy issued", "Policy issued and documents sent", "Cover started"]),
    ("renewed", &["Renewed for another year", "Renewed on unchanged terms", "Yearly renewal"]),
    ("premium_changed", &["Premium adjusted at renewal", "Premium changed after review", "New premium after a change of risk"]),
    ("endorsed", &["Address changed", "Deductible changed", "Additional driver or resident added", "Coverage adjusted on request"]),
    ("beneficiary_changed", &["Beneficiary updated on request", "Beneficiary shares changed", "Contact of beneficiary updated"]),
    ("payment_missed", &["Premium not received", "Payment returned unpaid", "Premium overdue"]),
    ("grace_notice", &["Grace period notice sent", "Reminder sent with grace period", "Notice of overdue premium sent"]),
    ("lapsed", &["Lapsed for non-payment", "Cover ended after the grace period", "Lapsed without payment"]),
    ("reinstated", &["Reinstated after payment", "Cover restored after arrears were paid", "Reinstated on request"]),
    ("cancelled", &["Cancelled at the customer's request", "Cancelled after sale of the insured item", "Cancelled after a change of insurer"]),
    ("matured", &["Term ended", "Policy reached maturity", "Cover ended as agreed"]),
    ("claim_filed", &["Claim filed", "Loss reported", "Claim received online"]),
    ("claim_decided", &["Claim decided", "Decision on claim sent", "Claim review completed"]),
]);

/// The name of a family's trust: `Halloran Family Trust`.
pub fn trust_name(stream: &mut Stream, family: &str) -> String {
    format!(
        "{family} {}",
        stream.pick(&[
            "Family Trust",
            "Living Trust",
            "Revocable Trust",
            "Education Trust"
        ])
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::texts::tests::{assert_by_label, assert_discreet};

    #[test]
    fn the_lists_are_clean_and_as_long_as_promised() {
        let claims = [
            "vehicle/collision",
            "vehicle/comprehensive",
            "vehicle/liability",
            "vehicle/injury",
            "property/water_damage",
            "property/wind_hail",
            "property/fire",
            "property/theft",
            "property/liability",
            "life/death_benefit",
            "health/outpatient",
            "health/inpatient",
            "health/emergency",
            "health/prescription",
            "travel/cancellation",
            "travel/medical",
            "travel/baggage",
            "travel/delay",
        ];
        assert_by_label("claims", &CLAIMS, &claims, 6);
        let events = [
            "issued",
            "renewed",
            "premium_changed",
            "endorsed",
            "beneficiary_changed",
            "payment_missed",
            "grace_notice",
            "lapsed",
            "reinstated",
            "cancelled",
            "matured",
            "claim_filed",
            "claim_decided",
        ];
        assert_by_label("events", &EVENTS, &events, 3);
    }

    #[test]
    fn customers_read_nothing_of_controls() {
        assert_discreet(CLAIMS.0.iter().chain(EVENTS.0).flat_map(|(_, list)| *list));
    }
}
