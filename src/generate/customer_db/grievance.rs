//! What is settled about a complaint before it is written.

use crate::random::Share;

/// A complaint.
#[derive(Clone, Copy, Debug)]
pub struct Grievance {
    /// The place by which its type is chosen.
    pub complaint_type: Share,
    /// The place by which its status is chosen.
    pub status: Share,
    /// The rank among the contacts of the block of the contact that it follows, if it follows one.
    pub after: Option<usize>,
}
