require('./modules/broken.js');
