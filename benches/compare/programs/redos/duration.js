// A duration with its unit (CVE-2015-8315): digits that three parts may share.
print(/^((?:\d+)?\.?\d+) *(ms|seconds?|s|minutes?|m|hours?|h|days?|d|years?|y)?$/i.test('5'.repeat(50000) + ' minutess'));
