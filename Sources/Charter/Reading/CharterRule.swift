import SyncCore

/// Every rule for which a charter can be refused, with what to do about it.
///
/// The words are stable: scripts, editors and the specification name them.
package enum CharterRule: String, CaseIterable, Sendable {
    // The text.
    case syntax = "yaml/syntax"
    case alias = "yaml/alias"
    case tag = "yaml/tag"
    case key = "yaml/key"
    case empty = "charter/empty"
    case tooLarge = "charter/too-large"
    case duplicateKey = "key/duplicate"
    case unknownKey = "key/unknown"
    case idleKey = "key/not-here"
    case missingKey = "key/missing"
    case shape = "value/shape"
    case number = "value/number"
    // Names and labels.
    case nameForm = "name/form"
    case codeForm = "code/form"
    case labelMissing = "label/missing"
    case labelForm = "label/form"
    // Cross references.
    case purposeMissing = "purpose/missing"
    case purposeUnknown = "purpose/unknown"
    case purposeUnused = "purpose/unused"
    case recipientMissing = "recipient/missing"
    case recipientUnknown = "recipient/unknown"
    case recipientUnused = "recipient/unused"
    case roleMissing = "role/missing"
    case roleUnknown = "role/unknown"
    case roleUnused = "role/unused"
    case roleAtHub = "role/at-hub"
    case roleWithDuty = "role/duty"
    case listUnknown = "list/unknown"
    case listUnused = "list/unused"
    case listEmpty = "list/empty"
    case codeUnknown = "code/unknown"
    case subjectUnknown = "subject/unknown"
    // Types of fields.
    case typeUnknown = "type/unknown"
    case maximum = "maximum/bounds"
    case range = "range/bounds"
    // Retention.
    case retentionMissing = "retention/missing"
    case retentionForm = "retention/form"
    case retentionEvent = "retention/event-unknown"
    // Merging.
    case mergeUnknown = "merge/unknown"
    case mergeOfSet = "merge/set"
    case mergeStays = "merge/never-leaves"
    // Leaving.
    case leavesUnknown = "leaves/unknown-rule"
    case leavesFreeText = "leaves/free-text"
    case leavesName = "leaves/name"
    case leavesIdentifier = "leaves/identifier"
    case leavesBirthDate = "leaves/birth-date"
    case leavesType = "leaves/rule-not-for-type"
    case leavesNumber = "leaves/number-too-wide"
    case leavesNameTaken = "leaves/name-taken"
    case leavesNothing = "leaves/nothing-leaves"
    case leavesArgument = "leaves/argument"
    case leavesTooMany = "leaves/too-many-registers"
    case bandOrder = "band/cuts-not-ascending"
    case bandRange = "band/empty-class"
    case mapIncomplete = "map/incomplete"
    case mapNotCoarser = "map/not-coarser"
    case prefixTooFine = "prefix/too-fine"
}
