//! Which coverages a policy has, and how much each pays.

use super::cover::Cover;
use super::products::{Tier, offers};
use super::rating::{Home, Risk, Term};
use super::vehicles;
use crate::generate::customer::Insured;
use crate::random::Stream;
use crate::tables::insurance_db::{CoverageType, PolicyType};

/// Whether a coverage applies to the insured part of a home: a tenant's building is the landlord's, and other structures on the
/// grounds of a condominium are the association's, which assesses its owners for losses that its own policy doesn't pay.
const fn is_for(coverage: CoverageType, home: Home) -> bool {
    use CoverageType::*;
    match home {
        Home::House => !matches!(coverage, LossAssessment),
        Home::Unit => !matches!(coverage, OtherStructures),
        Home::Rented => !matches!(
            coverage,
            Dwelling | OtherStructures | WaterBackup | LossAssessment
        ),
    }
}

/// The coverages of a policy, in the order of the offers, with limits and deductibles in dollars.
pub fn of(
    stream: &mut Stream,
    insured: &Insured,
    risk: &Risk,
    cover: &Cover,
    tier: Tier,
) -> Vec<Term> {
    let dollars = risk.sum.0 / 100;
    // Decides who goes without collision, and perhaps comprehensive; borrowers who owe a loan on the vehicle can't.
    let place = if insured.protects {
        0
    } else {
        stream.below(100)
    };
    let keeps = |coverage| match risk.car {
        Some(car) if vehicles::is_of_the_vehicle(coverage) => {
            insured.protects || vehicles::keeps(car, coverage, cover.last, place)
        }
        _ => true,
    };
    let mut terms = Vec::with_capacity(8);
    for (place, &(coverage, ..)) in (0..).zip(offers(insured.policy_type)) {
        let offered = insured.coverages >> place & 1 == 1;
        if !offered || !keeps(coverage) || !is_for(coverage, risk.home) {
            continue;
        }
        let (limit, deductible) =
            limit_and_deductible(stream, insured, risk, cover, coverage, tier);
        terms.push(Term {
            coverage,
            limit: if is_beside_the_sum(insured.policy_type, coverage) {
                limit
            } else {
                limit.clamp(1, dollars)
            },
            deductible,
        });
    }
    terms
}

/// Whether a coverage can exceed the sum insured: the liability of a homeowner or tenant.
const fn is_beside_the_sum(policy_type: PolicyType, coverage: CoverageType) -> bool {
    matches!(policy_type, PolicyType::Property)
        && matches!(coverage, CoverageType::PersonalLiability)
}

/// Limit and deductible of a coverage, in dollars, before the limit is capped at the sum insured.
fn limit_and_deductible(
    stream: &mut Stream,
    insured: &Insured,
    risk: &Risk,
    cover: &Cover,
    coverage: CoverageType,
    tier: Tier,
) -> (i64, i64) {
    use CoverageType::*;
    let sum = risk.sum.0 / 100;
    let [hospital, treatment, emergency, prescription] = tier.deductibles();
    let mut pick = |values: &[i64]| *stream.pick(values);
    // Damage to a vehicle is insured for what it was worth, in whole hundreds.
    let worth = || {
        let worth = risk.car.map_or(0, |car| car.worth(cover.start));
        (worth + 99) / 100 * 100
    };
    match coverage {
        BodilyInjuryLiability | UninsuredMotorist => (sum, 0),
        PropertyDamageLiability => (pick(&[25_000, 50_000, 100_000]), 0),
        Collision if insured.protects => (worth(), pick(&[500, 500, 1_000])),
        Collision => (worth(), pick(&[500, 1_000])),
        Comprehensive if insured.protects => (worth(), pick(&[250, 250, 500])),
        Comprehensive => (worth(), pick(&[100, 250, 500])),
        MedicalPayments => (pick(&[1_000, 2_000, 5_000, 10_000]), 0),
        RentalReimbursement => (pick(&[900, 1_200, 1_500]), 0),
        RoadsideAssistance => (pick(&[150, 250, 500]), 0),
        Dwelling | Building => (sum, pick(&[500, 1_000, 1_000, 2_500])),
        OtherStructures | OutdoorProperty => (sum / 10, pick(&[500, 1_000])),
        Contents if risk.home == Home::Rented => (sum, pick(&[250, 500])),
        Contents if risk.home == Home::Unit => {
            (sum * pick(&[50, 60, 80]) / 100, pick(&[500, 1_000]))
        }
        Contents | BusinessProperty => (sum / 2, pick(&[500, 1_000])),
        LossOfUse | BusinessIncome => (sum / 5, 0),
        PersonalLiability if risk.business => (pick(&[500_000, 1_000_000, 1_000_000]), 0),
        PersonalLiability | GeneralLiability => (pick(&[100_000, 300_000, 500_000]), 0),
        WaterBackup => (pick(&[5_000, 10_000, 25_000]), pick(&[500, 1_000])),
        LossAssessment => (pick(&[2_000, 5_000, 10_000, 25_000]), 0),
        DeathBenefit | AccidentalDeath => (sum, 0),
        AcceleratedBenefit => ((sum / 2).min(250_000), 0),
        WaiverOfPremium => (pick(&[1_000, 2_000, 3_000]), 0),
        ChildRider => (pick(&[5_000, 10_000]), 0),
        Inpatient => (sum, hospital),
        Outpatient => (sum / 2, treatment),
        Emergency => (sum / 4, emergency),
        Prescription => (sum / 10, prescription),
        Preventive => (sum / 20, 0),
        MentalHealth => (sum / 5, treatment),
        TripCancellation | TripInterruption => (sum, pick(&[0, 0, 100])),
        TravelMedical => (sum, pick(&[0, 50, 100])),
        Evacuation => (sum, 0),
        Baggage => (pick(&[1_000, 1_500, 2_500]), pick(&[0, 50, 100])),
        TravelDelay => (pick(&[500, 750, 1_000]), 0),
    }
}
