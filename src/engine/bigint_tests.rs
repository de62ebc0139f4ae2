//! Long BigInts within limits.

use super::*;

#[test]
fn one_long_operation_of_bigints_can_be_stopped() {
    let make = "var a = (1n << 4000000n) - 12345n, b = (1n << 4100000n) + 1n, text = '7'.repeat(400000)";
    for operation in
        ["a * b", "a * a", "b ** 3n", "(b << 4000000n) / a", "b % (a >> 500000n)", "String(a)", "BigInt(text)"]
    {
        let mut engine = Engine::new(Options { fuel: Some(20_000_000), ..Options::default() }).unwrap();
        engine.eval(make).unwrap();
        engine.set_fuel(Some(2_000));
        assert_eq!(engine.eval(operation).unwrap_err().kind(), ErrorKind::OutOfFuel, "{operation}");
        engine.set_fuel(Some(20_000_000));
        engine.eval(operation).unwrap();
    }
    let mut engine = Engine::new(Options { total_memory_limit: Some(12 << 20), ..Options::default() }).unwrap();
    engine.eval(make).unwrap();
    assert_eq!(engine.eval("a * b; 0").unwrap_err().kind(), ErrorKind::OutOfMemory);
    assert_eq!(engine.eval("a > b").unwrap(), Value::Boolean(false));
}
