exports.stringcrementor = (text) => text;
