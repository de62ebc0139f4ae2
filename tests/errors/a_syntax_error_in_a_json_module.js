require('./modules/broken.json');
