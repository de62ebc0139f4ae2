const odd = new Set([1, 3, 5, 7]);
const small = new Set([3, 2, 1]);
const show = (set) => console.log([...set].join());
show(odd.union(small)); // expect: 1,3,5,7,2
show(odd.intersection(small)); // expect: 3,1
show(odd.difference(small)); // expect: 5,7
show(odd.symmetricDifference(small)); // expect: 5,7,2
console.log(new Set([1]).isSubsetOf(odd), odd.isSupersetOf(new Set([9])), odd.isDisjointFrom(small)); // expect: true false false
odd.union([1]); // expect TypeError: The 'size' property must be a number, got undefined
