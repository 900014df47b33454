//! Facts about a complaint that are decided before it is written.

use crate::random::Share;

/// A complaint.
#[derive(Clone, Copy, Debug)]
pub struct Grievance {
    /// The place that determines its type.
    pub complaint_type: Share,
    /// The place that determines its status.
    pub status: Share,
    /// Rank in the block of the contact it follows, if any.
    pub after: Option<usize>,
}
