//! The text around the numbers of the format.

/// Fields of a node: nodes are named by the place of their first.
pub(super) const NODE_FIELDS: u64 = 7;

/// V8's description of the format, with the tables of scopes of the front end of 2026.
pub(super) const META: &str = concat!(
    r#""meta":{"node_fields":["type","name","id","self_size","edge_count","trace_node_id","detachedness"],"#,
    r#""node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic","#,
    r#""concatenated string","sliced string","symbol","bigint","object shape","wasm object"],"#,
    r#""string","number","number","number","number","number"],"#,
    r#""edge_fields":["type","name_or_index","to_node"],"#,
    r#""edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"],"#,
    r#""trace_function_info_fields":["function_id","name","script_name","script_id","line","column"],"#,
    r#""trace_node_fields":["id","function_info_index","count","size","children"],"#,
    r#""sample_fields":["timestamp_us","last_assigned_id"],"#,
    r#""location_fields":["object_index","script_id","line","column"],"#,
    r#""scope_fields":["script_node_index","scope_id","depth","scope_context_vars_count","scope_uses_count"],"#,
    r#""scope_context_var_fields":["name"],"scope_use_fields":["declaring_scope_id","slot_index"]}"#,
);

/// What the names of scripts begin with.
pub(crate) const SCRIPT_PREFIX: &str = "system / Script / ";

/// The part of a string that is written, in code units.
pub(super) const LONGEST_STRING: usize = 1024;
