function f() {
	if (true) {
		const value = { a: 1 };	value.b.c;
	}
}
f();
