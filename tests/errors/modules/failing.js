const settings = {};

module.exports = settings.section.key;
