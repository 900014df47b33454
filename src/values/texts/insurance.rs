//! Insurance: what happened in a claim and to a policy, and the trusts that life policies name.

use super::ByLabel;
use crate::random::Stream;
use std::ops::RangeInclusive;

/// What happened, by the cause of a loss; hail on a house is separate from hail on a car.
#[rustfmt::skip]
pub const CLAIMS: ByLabel = ByLabel(&[
    ("windshield", &["Windshield cracked by a stone", "Stone chip spread across the windshield", "Windshield cracked on the highway",
        "Crack in the windshield in front of the camera"]),
    ("vandalism", &["Vandalism in a parking garage", "Paint scratched on both doors", "Tires slashed overnight", "Mirror and antenna broken off"]),
    ("parts_theft", &["Catalytic converter stolen overnight", "Wheels stolen overnight", "Side window broken and navigation unit stolen", "Airbag stolen from the parked car"]),
    ("vehicle_theft", &["Vehicle stolen from the driveway", "Vehicle stolen from a parking lot", "Vehicle stolen at a gas station", "Vehicle taken overnight and not recovered"]),
    ("falling_object", &["Tree branch fell on the roof", "Load fell from a truck ahead", "Garage door came down on the hood"]),
    ("hail", &["Hail damage to hood and roof", "Hail dents over the whole car", "Hail broke the rear window"]),
    ("animal_strike", &["Hit a deer at dusk", "Deer ran into the side of the car", "Hit a deer on a county road", "Hit an animal at night"]),
    ("flood", &["Flooded in a parking lot after heavy rain", "Water in the engine after a flooded underpass", "Parked car flooded in a storm"]),
    ("parking", &["Backed into a post in a parking lot", "Door scraped along a pillar", "Scraped a wall in a parking garage", "Bumper damaged while parking",
        "Hit a concrete pillar in a parking garage"]),
    ("lane_change", &["Sideswiped while changing lanes", "Touched a truck while merging", "Misjudged a gap on the highway"]),
    ("rear_end", &["Ran into the car ahead at a traffic light", "Ran into the car ahead in slow traffic", "Could not stop in time on the highway", "Hit the car ahead at a stop sign"]),
    ("intersection", &["Pulled out in front of another car", "Collision while turning left", "Front damage in a roundabout", "Missed a stop sign and was hit from the side"]),
    ("run_off_road", &["Hit a guard rail on a wet road", "Left the road in a curve", "Swerved and hit a tree", "Ran over a median"]),
    ("ice", &["Slid into a ditch on ice", "Slid through an intersection on ice", "Spun on an icy bridge", "Hit a snow bank on an icy road"]),
    ("third_party_damage", &["Damaged another car while parking", "Hit a neighbor's fence", "Damaged a storefront while reversing",
        "Two other cars damaged at an intersection", "Scraped a parked delivery van", "Knocked over a gate while turning", "Struck the car ahead in traffic"]),
    ("third_party_injury", &["Injured passenger in the other car", "Cyclist injured at a turn", "Pedestrian injured at a crosswalk",
        "Motorcyclist injured while changing lanes", "Two people injured in the car ahead", "Driver of the other car injured at an intersection"]),
    ("appliance_leak", &["Washing machine hose failed", "Water heater leaked", "Dishwasher leak under the floor", "Refrigerator line leaked behind the wall"]),
    ("burst_pipe", &["Burst pipe in the kitchen", "Pipe burst in the bathroom wall", "Supply line failed under the sink", "Bathroom pipe damaged the ceiling below"]),
    ("frozen_pipe", &["Frozen pipe burst in the attic", "Pipe froze in an outside wall and burst", "Frozen pipe burst while away"]),
    ("ice_dam", &["Ice dam let water in under the roof", "Ceiling stained below an ice dam", "Water behind the wall from an ice dam"]),
    ("sewer_backup", &["Drain backed up after heavy rain", "Sewer backup on the lowest floor", "Sump pump failed in a storm"]),
    ("wind", &["Shingles torn off by wind", "Fence blown down in a storm", "Fallen tree on the roof", "Gutters torn off in a storm", "Roof and siding damaged by wind"]),
    ("property_hail", &["Hail damage to roof and siding", "Skylight broken by hail", "Roof to be replaced after hail"]),
    ("hurricane", &["Roof damaged in a hurricane", "Windows and roof damaged in a hurricane", "Rain came in after a hurricane took shingles"]),
    ("tornado", &["Roof taken off by a tornado", "Tornado damaged roof and walls", "House damaged by debris of a tornado"]),
    ("lightning", &["Lightning struck the house", "Lightning destroyed wiring and appliances", "Chimney struck by lightning"]),
    ("kitchen_fire", &["Kitchen fire spread to the cabinets", "Grease fire in the kitchen", "Stove fire with smoke damage"]),
    ("electrical_fire", &["Electrical fire in the wall", "Fire at the electrical panel", "Dryer fire in the laundry room"]),
    ("wildfire", &["House damaged by a wildfire", "Smoke and heat damage from a wildfire", "Wildfire burned siding and deck"]),
    ("burglary", &["Burglary through the back door", "Break-in through a window", "Burglary with a forced lock", "Tools and laptop stolen in a break-in"]),
    ("personal_theft", &["Bicycle stolen from a rack", "Laptop stolen from a bag", "Parcel stolen from the porch", "Phone and camera stolen on a trip",
        "Jewelry stolen from a hotel room"]),
    ("damage_to_neighbor", &["Tree fell on the neighbor's fence", "Water ran into the unit below", "Neighbor's car damaged by a falling limb",
        "Tree fell on the neighbor's garage"]),
    ("fall_on_premises", &["Guest injured on the stairs", "Visitor tripped over a step", "Visitor fell on a wet floor"]),
    ("icy_steps", &["Visitor slipped on icy steps", "Mail carrier fell on an icy walk", "Guest slipped on ice in the driveway"]),
    ("dog_bite", &["Dog bit a delivery driver", "Dog bit a visitor", "Dog bit a neighbor's child"]),
    ("shared_loss", &["Share in the repair of the building's roof after a storm", "Share in the association's deductible after a fire",
        "Share in a liability loss of the association", "Share in water damage to the common halls"]),
    ("natural_causes", &["Death of the insured at home", "Claim filed by the family", "Claim filed by the executor of the estate"]),
    ("illness", &["Death of the insured after illness", "Death in hospital after long illness", "Death certificate filed by the beneficiary"]),
    ("accident", &["Death of the insured in an accident", "Accidental death of the insured", "Fatal accident of the insured"]),
    ("office_visit", &["Primary care visit", "Sick visit at the family doctor", "Follow-up visit at the family doctor"]),
    ("specialist_visit", &["Specialist consultation", "Allergy testing", "Visit at the dermatologist", "Visit at the cardiologist"]),
    ("preventive_care", &["Annual physical", "Preventive check-up and vaccination", "Screening at the annual check-up"]),
    ("laboratory", &["Blood tests", "Laboratory panel before a follow-up visit", "Thyroid and lipid tests"]),
    ("imaging", &["Imaging of the knee", "CT scan", "MRI of the lower back", "Ultrasound of the abdomen"]),
    ("physical_therapy", &["Physical therapy after a sprain", "Physical therapy for the shoulder", "Six sessions of physical therapy"]),
    ("mental_health", &["Therapy sessions", "Counseling sessions", "Psychiatric consultation"]),
    ("day_surgery", &["Procedure at a day clinic", "Arthroscopy of the knee", "Hernia repair as day surgery", "Colonoscopy with removal of polyps"]),
    ("acute_medication", &["Course of antibiotics", "Pain medication after a procedure", "Steroid pack"]),
    ("maintenance_medication", &["Three-month supply of medication", "Refill of blood pressure medication", "Inhaler refill", "Refill of cholesterol medication"]),
    ("specialty_medication", &["Specialty medication", "Injectable medication for arthritis", "Infusion medication"]),
    ("injury", &["Emergency room visit after a fall", "Broken wrist treated in the emergency room", "Cut hand stitched", "Ambulance after an accident at home"]),
    ("acute_illness", &["High fever at night", "Emergency visit for abdominal pain", "Emergency visit for shortness of breath"]),
    ("chest_pain", &["Emergency visit for chest pain", "Chest pain with overnight monitoring", "Ambulance for chest pain"]),
    ("observation", &["Two nights in hospital for observation", "Night in hospital after fainting", "Observation after a reaction to medication"]),
    ("childbirth", &["Delivery of a child", "Delivery by cesarean section", "Delivery and two nights in hospital"]),
    ("infection", &["Treatment of pneumonia in hospital", "Hospital treatment of an infection", "Kidney infection treated in hospital"]),
    ("surgery", &["Hip replacement", "Gallbladder surgery", "Spinal surgery", "Knee replacement"]),
    ("heart_disease", &["Stent placed after a heart attack", "Hospital stay after a heart attack", "Heart failure treated in hospital"]),
    ("traveler_illness", &["Trip canceled because of illness", "Trip canceled because of surgery", "Trip canceled after an injury"]),
    ("family_death", &["Trip canceled after a death in the family", "Trip canceled for a funeral", "Trip canceled to be with the family after a death"]),
    ("jury_duty", &["Trip canceled because of jury duty", "Trip canceled after a court summons", "Trip canceled as a witness in court"]),
    ("storm_warning", &["Trip canceled after a storm warning", "Resort closed by a tropical storm", "Trip canceled after an evacuation order"]),
    ("illness_abroad", &["Treated for food poisoning abroad", "Fever treated at a resort clinic", "Ear infection treated abroad", "Dental emergency abroad",
        "Hospital stay for an infection abroad"]),
    ("injury_abroad", &["Broken ankle on a hike", "Stitches after a boating accident", "Wrist broken on a bicycle tour"]),
    ("lost_baggage", &["Suitcase lost on a connecting flight", "Luggage delivered four days late", "Suitcase broken open on arrival"]),
    ("stolen_baggage", &["Bag stolen at a station", "Backpack stolen at the beach", "Camera stolen from the hotel room"]),
    ("weather_delay", &["Snow closed the airport", "Night at the airport because of weather", "Ferry canceled because of weather"]),
    ("carrier_delay", &["Flight delayed overnight", "Missed connection and hotel night", "Train strike and extra night", "Flight canceled and rebooked next day"]),
]);

/// The dollars that a loss so described can come to; other descriptions fit any amount. Judgment, after what such repairs and
/// treatments cost.
#[rustfmt::skip]
pub const SIZES: &[(&str, RangeInclusive<i64>)] = &[
    ("Paint scratched on both doors", 0..=3_500), ("Tires slashed overnight", 0..=1_600), ("Mirror and antenna broken off", 0..=1_500),
    ("Garage door came down on the hood", 0..=5_000), ("Hail broke the rear window", 0..=3_500),
    ("Backed into a post in a parking lot", 0..=6_000), ("Door scraped along a pillar", 0..=5_000),
    ("Scraped a wall in a parking garage", 0..=5_000), ("Bumper damaged while parking", 0..=4_000),
    ("Hit a snow bank on an icy road", 0..=10_000), ("Ran over a median", 0..=10_000),
    ("Damaged another car while parking", 0..=8_000), ("Hit a neighbor's fence", 0..=6_000), ("Scraped a parked delivery van", 0..=6_000),
    ("Knocked over a gate while turning", 0..=7_000), ("Two other cars damaged at an intersection", 4_000..=1_000_000),
    ("Ceiling stained below an ice dam", 0..=9_000), ("Fence blown down in a storm", 0..=8_000), ("Gutters torn off in a storm", 0..=6_000),
    ("Skylight broken by hail", 0..=5_000), ("Roof to be replaced after hail", 8_000..=1_000_000),
    ("Chimney struck by lightning", 0..=15_000), ("Tools and laptop stolen in a break-in", 0..=8_000),
    ("Parcel stolen from the porch", 0..=1_200), ("Laptop stolen from a bag", 0..=3_500), ("Bicycle stolen from a rack", 0..=5_000),
    ("Phone and camera stolen on a trip", 0..=6_000), ("Tree fell on the neighbor's fence", 0..=8_000),
    ("Neighbor's car damaged by a falling limb", 0..=15_000), ("Cut hand stitched", 0..=3_500),
    ("Broken wrist treated in the emergency room", 0..=9_000), ("High fever at night", 0..=4_000),
    ("Night in hospital after fainting", 0..=20_000), ("Ear infection treated abroad", 0..=1_500), ("Dental emergency abroad", 0..=2_000),
    ("Treated for food poisoning abroad", 0..=4_000), ("Fever treated at a resort clinic", 0..=4_000),
    ("Hospital stay for an infection abroad", 1_500..=1_000_000), ("Stitches after a boating accident", 0..=3_000),
    ("Wrist broken on a bicycle tour", 0..=12_000), ("Luggage delivered four days late", 0..=900), ("Suitcase broken open on arrival", 0..=1_200),
];

/// Those of `descriptions` that fit a loss of so many dollars.
pub fn of_size(descriptions: Words, dollars: i64) -> Vec<&'static str> {
    let fits = |text: &&&str| {
        let size = SIZES.iter().find(|(of, _)| of == *text);
        size.is_none_or(|(_, range)| range.contains(&dollars))
    };
    descriptions.iter().filter(fits).copied().collect()
}

/// The label in [`CLAIMS`] of hail on a house.
pub const HAIL_ON_PROPERTY: &str = "property_hail";

/// What happened to a policy, by event type.
#[rustfmt::skip]
pub const EVENTS: ByLabel = ByLabel(&[
    ("issued", &["Policy issued", "Policy issued and documents sent", "Coverage started"]),
    ("renewed", &["Renewed for another year", "Coverage renewed at the anniversary", "Annual renewal"]),
    ("premium_changed", &["Premium adjusted at renewal", "Premium changed with the rates of the year", "New premium at renewal"]),
    ("endorsed", &["Address changed", "Deductible changed", "Additional driver or resident added", "Coverage adjusted on request"]),
    ("beneficiary_changed", &["Beneficiary updated on request", "Beneficiary shares changed", "Contact of beneficiary updated"]),
    ("payment_missed", &["Premium not received", "Payment returned unpaid", "Premium overdue"]),
    ("grace_notice", &["Grace period notice sent", "Reminder sent with grace period", "Notice of overdue premium sent"]),
    ("lapsed", &["Lapsed for non-payment", "Coverage ended after the grace period", "Lapsed without payment"]),
    ("reinstated", &["Reinstated after payment", "Coverage restored after arrears were paid", "Reinstated on request"]),
    ("cancelled", &["Canceled at the customer's request", "Canceled by the customer", "Canceled on written request"]),
    ("matured", &["Term ended", "Policy reached maturity", "Coverage ended as agreed"]),
    ("claim_filed", &["Claim filed", "Loss reported", "Claim received online"]),
    ("claim_decided", &["Claim decided", "Decision on claim sent", "Claim review completed"]),
]);

/// Texts, one of which is drawn.
pub type Words = &'static [&'static str];

/// For a policy whose holder moved, whose insured died, or that ended because its holder died.
pub const MOVED: Words = &["Address changed"];
/// See [`MOVED`].
pub const DIED: Words = &["Ended with the death of the insured"];
/// See [`MOVED`].
pub const ENDED_BY_DEATH: Words = &["Canceled after the death of the policyholder"];

/// For a renewal at the previous year's premium.
#[rustfmt::skip]
pub const UNCHANGED: Words = &["Renewed on unchanged terms", "Renewed at the same premium", "Renewed without a change of premium"];
/// For a premium that rose after a claim that predicts more.
#[rustfmt::skip]
pub const RAISED: Words = &["Premium raised after a claim", "Higher premium after a claim in the year before"];
/// For a premium that fell after a year without such a claim.
#[rustfmt::skip]
pub const LOWERED: Words = &["Premium lowered after a year without a claim", "Lower premium after a year free of claims"];

/// Why a policy was canceled, by its type; whole life insurance is surrendered.
#[rustfmt::skip]
pub const CANCELED: ByLabel = ByLabel(&[
    ("vehicle", &["Vehicle policy canceled at the customer's request", "Canceled after sale of the vehicle", "Canceled after a change of vehicle insurer"]),
    ("property", &["Property policy canceled at the customer's request", "Canceled after a change of property insurer", "Canceled for another policy on the property"]),
    ("life", &["Term life insurance canceled at the customer's request", "Term life insurance given up", "Life cover no longer wanted"]),
    ("whole_life", &["Surrendered at the customer's request", "Whole life insurance surrendered", "Surrendered by the policyholder"]),
    ("health", &["Health plan canceled at the customer's request", "Canceled after a change of health plan", "Canceled for a plan through work"]),
    ("travel", &["Trip called off and policy canceled", "Travel policy canceled by the traveler", "Canceled as the trip was called off"]),
]);

/// The label in [`CANCELED`] of whole life insurance.
pub const WHOLE_LIFE: &str = "whole_life";

/// Label in [`DECISIONS`] of denial reasons for care that is never unnecessary and needs no authorization:
/// preventive care and births.
pub const NEEDED: &str = "needed";
/// The same for care that nobody puts off, for which a plan may not ask for an authorization (42 USC 300gg-111(a)).
pub const URGENT: &str = "urgent";
/// The same for visits and tests.
pub const VISIT: &str = "visit";
/// The same for usual medication.
pub const MEDICATION: &str = "medication";

/// Decisions on claims: reasons for a denial, by line of insurance and type of reason, and approvals in full or in part.
#[rustfmt::skip]
pub const DECISIONS: ByLabel = ByLabel(&[
    ("whole", &["Claim approved", "Claim approved and payment ordered", "Claim approved as covered"]),
    ("part", &["Claim approved in part", "Claim approved for less than claimed", "Claim approved with a reduction"]),
    ("total", &["Claim approved as a total loss", "Claim approved at the value of the vehicle", "Claim approved for the whole vehicle"]),
    ("deductible", &["Claim denied as within the deductible", "Claim denied because the deductible exceeds the loss", "Claim denied as not above the deductible"]),
    ("limit", &["Claim denied as the yearly limit is used up", "Claim denied because the plan has paid its limit", "Claim denied for reaching the yearly limit"]),
    ("liability", &["Claim denied as the insured was not at fault", "Claim denied because no fault was found", "Claim denied for want of liability"]),
    ("vehicle", &["Claim denied as the report was not provided", "Claim denied because photographs were not provided", "Claim denied for want of proof of the damage"]),
    ("property", &["Claim denied as an exclusion applies", "Claim denied because invoices were not provided", "Claim denied for want of proof of the loss"]),
    ("life", &["Claim denied as the policy was contested", "Claim denied because the application was false", "Claim denied for misstatement"]),
    ("health", &["Claim denied as not medically necessary", "Claim denied because authorization was missing", "Claim denied for a service outside the plan"]),
    (NEEDED, &["Claim denied for care out of network", "Claim denied because of a coding error", "Claim denied for a bill sent twice"]),
    (URGENT, &["Claim denied because of a coding error", "Claim denied because records were not provided", "Claim denied for a bill sent twice"]),
    (VISIT, &["Claim denied for care out of network", "Claim denied because of a coding error", "Claim denied for a service outside the plan",
        "Claim denied for a bill sent twice"]),
    (MEDICATION, &["Claim denied for a drug not on the plan's list", "Claim denied for a pharmacy out of network", "Claim denied because of a coding error"]),
    ("emergency", &["Claim denied as not an emergency", "Claim denied because records were not provided", "Claim denied for a bill sent twice"]),
    ("travel", &["Claim denied as receipts were not provided", "Claim denied because the reason is not covered", "Claim denied for want of proof of the cost"]),
]);

/// Returns the name of a family's trust: `Halloran Family Trust`.
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
    use crate::values::test_lists::assert_list;
    use crate::values::texts::tests::{assert_by_label, assert_discreet};

    #[test]
    fn lists_are_clean_and_long_enough() {
        for (label, list) in CLAIMS.0 {
            assert_list(label, *list, 3);
        }
        assert_list("claims", CLAIMS.0.iter().flat_map(|(_, list)| *list), 200);
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
        for (label, list) in CANCELED.0.iter().chain(DECISIONS.0) {
            assert_list(label, *list, 3);
        }
        for list in [UNCHANGED, RAISED, LOWERED] {
            assert_list("renewals", list, 2);
        }
    }

    #[test]
    fn every_loss_has_a_description_that_fits_its_amount() {
        for (text, _) in SIZES {
            let of = |(_, list): &(&str, Words)| list.contains(text);
            assert_eq!(CLAIMS.0.iter().filter(|one| of(one)).count(), 1, "{text}");
        }
        for (label, list) in CLAIMS.0 {
            for dollars in [0, 900, 3_000, 7_000, 50_000, 900_000] {
                assert!(!of_size(list, dollars).is_empty(), "{label}: {dollars}");
            }
        }
    }

    #[test]
    fn texts_for_customers_do_not_mention_controls() {
        let lists = [&CLAIMS, &EVENTS, &CANCELED, &DECISIONS];
        let all = lists.into_iter().flat_map(|lists| lists.0);
        assert_discreet(all.flat_map(|(_, list)| *list));
    }
}
