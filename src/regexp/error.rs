//! What can be wrong with a pattern.

use super::Flags;

/// Why a pattern was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PatternError(pub(super) &'static str);

impl PatternError {
    /// Too long, too deep, or too much of it.
    pub(crate) const TOO_LARGE: PatternError = PatternError("Regular expression too large");
    pub(super) const UNTERMINATED_GROUP: PatternError = PatternError("Unterminated group");
    pub(super) const UNMATCHED_PARENTHESIS: PatternError = PatternError("Unmatched ')'");
    pub(super) const ESCAPE_AT_END: PatternError = PatternError("\\ at end of pattern");
    pub(super) const PROPERTY_NAME: PatternError = PatternError("Invalid property name");
    pub(super) const CLASS_PROPERTY_NAME: PatternError = PatternError("Invalid property name in character class");
    pub(super) const ESCAPE: PatternError = PatternError("Invalid escape");
    pub(super) const CLASS_ESCAPE: PatternError = PatternError("Invalid class escape");
    pub(super) const DECIMAL_ESCAPE: PatternError = PatternError("Invalid decimal escape");
    pub(super) const UNICODE_ESCAPE: PatternError = PatternError("Invalid Unicode escape");
    pub(super) const NOTHING_TO_REPEAT: PatternError = PatternError("Nothing to repeat");
    pub(super) const LONE_BRACKETS: PatternError = PatternError("Lone quantifier brackets");
    pub(super) const QUANTIFIER_ORDER: PatternError = PatternError("numbers out of order in {} quantifier");
    pub(super) const INCOMPLETE_QUANTIFIER: PatternError = PatternError("Incomplete quantifier");
    pub(super) const GROUP: PatternError = PatternError("Invalid group");
    pub(super) const FLAG_DASHES: PatternError = PatternError("Multiple dashes in flag group");
    pub(super) const REPEATED_FLAG: PatternError = PatternError("Repeated flag in flag group");
    pub(super) const FLAG_GROUP: PatternError = PatternError("Invalid flag group");
    pub(super) const TOO_MANY_CAPTURES: PatternError = PatternError("Too many captures");
    pub(super) const GROUP_NAME: PatternError = PatternError("Invalid capture group name");
    pub(super) const DUPLICATE_NAME: PatternError = PatternError("Duplicate capture group name");
    pub(super) const NAMED_REFERENCE: PatternError = PatternError("Invalid named reference");
    pub(super) const UNKNOWN_NAME: PatternError = PatternError("Invalid named capture referenced");
    pub(super) const UNTERMINATED_CLASS: PatternError = PatternError("Unterminated character class");
    pub(super) const RANGE_ORDER: PatternError = PatternError("Range out of order in character class");
    pub(super) const CLASS: PatternError = PatternError("Invalid character class");
    pub(super) const SET_OPERATION: PatternError = PatternError("Invalid set operation in character class");
    pub(super) const SET_CHARACTER: PatternError = PatternError("Invalid character in character class");
    pub(super) const NEGATED_STRINGS: PatternError = PatternError("Negated character class may contain strings");

    /// V8's whole message.
    pub(crate) fn describe(self, pattern: &str, flags: Flags) -> String {
        let flags: String = flags.letters().map(char::from).collect();
        format!("Invalid regular expression: /{pattern}/{flags}: {}", self.0)
    }
}
