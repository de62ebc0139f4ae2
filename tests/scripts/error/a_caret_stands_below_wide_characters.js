const 文字 = null;
	const 名 = '日本😀'; 文字.长度; // expect TypeError: Cannot read properties of null (reading '长度')
// expect stderr: 	                          ^
