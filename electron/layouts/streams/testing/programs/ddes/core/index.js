// A stand-in: only the classes that @ddes/aws-store extends. What it writes comes from its own code.
exports.EventStore = class {};
exports.SnapshotStore = class {};
exports.MetaStore = class {};
exports.BatchMutator = class {};
exports.Commit = class {};
exports.VersionConflictError = class extends Error {};
