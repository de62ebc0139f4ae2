//! The house rules, checked: floors, doors, file lengths, fences and words that must not appear.
//!
//! `plan` holds the tables, `source` reads Rust text, `rules` judges it, `teeth` shows that each rule bites.

#[path = "architecture/plan.rs"]
mod plan;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/teeth.rs"]
mod teeth;

use source::{Source, files};

/// Applies one rule to every Rust file of the library and the command.
fn check_sources(rule: impl Fn(&Source) -> Vec<String>) {
    let offences: Vec<String> = Source::read_all("src").iter().flat_map(rule).collect();
    assert!(offences.is_empty(), "{} offence(s):\n{}", offences.len(), offences.join("\n"));
}

/// Applies one rule to every Rust file, tests and benches included.
fn check_everything(rule: impl Fn(&Source) -> Vec<String>) {
    let all = ["src", "tests", "benches", "examples"].into_iter().flat_map(Source::read_all);
    let offences: Vec<String> = all.flat_map(|source| rule(&source)).collect();
    assert!(offences.is_empty(), "{} offence(s):\n{}", offences.len(), offences.join("\n"));
}

#[test]
fn every_folder_of_the_crate_is_a_room_with_a_floor() {
    let homeless: Vec<String> = Source::read_all("src").iter().flat_map(rules::homeless).collect();
    assert!(homeless.is_empty(), "{}", homeless.join("\n"));
}

#[test]
fn rooms_name_only_the_rooms_they_may_use() {
    check_sources(rules::floors);
}

#[test]
fn a_room_is_entered_through_its_door_only() {
    check_sources(rules::doors);
}

#[test]
fn files_stay_short() {
    for source in Source::read_all("src") {
        if rules::is_long(&source) {
            eprintln!("warning: {} has {} lines", source.path, source.lines.len());
        }
    }
    check_everything(rules::file_length);
}

#[test]
fn unsafe_lives_behind_the_fence() {
    check_everything(rules::unsafe_places);
}

#[test]
fn every_unsafe_block_says_why_it_is_sound() {
    check_sources(rules::safety_comments);
}

#[test]
fn functions_on_the_fence_still_stand_where_the_list_says() {
    let missing: Vec<String> =
        plan::FENCE.iter().filter_map(|&(path, function)| rules::missing_function(path, function)).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn no_globals_no_shared_counters_no_loose_ends() {
    check_everything(rules::banned_words);
}

#[test]
fn only_the_command_and_the_host_print() {
    check_sources(rules::printing);
}

#[test]
fn types_are_nouns_that_say_something() {
    check_sources(rules::vague_names);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let mut offences = Vec::new();
    for folder in ["src", "tests", "benches", "examples", "grammar", ".ci"] {
        for path in files(folder) {
            if let Ok(text) = std::fs::read_to_string(&path) {
                offences.extend(rules::machine_paths(&path.display().to_string(), &text));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}
