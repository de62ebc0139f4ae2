//! Numbers that decide where samples are taken: programs have periods, and samples must not have the same.

/// The number that follows `random`, from all of 32 bits; the high bits have the longer periods. (The generator of
/// Numerical Recipes, 2nd edition, 7.1.)
pub(super) fn next_random(random: u32) -> u32 {
    random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)
}
