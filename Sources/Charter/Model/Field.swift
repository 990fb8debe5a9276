package import SyncCore

/// One item that a record may hold.
package struct Field: Labelled {
    package let name: Code
    package let label: Phrase
    package let type: FieldType
    /// Whether a record can't be complete without it.
    package let required: Bool
    /// What a number counts, such as months.
    package let unit: Phrase?
    /// Why it is kept: the name of a purpose.
    package let purpose: Code
    /// The roles that may read it. Nobody else may.
    package let readers: [Code]
    /// The roles that may write it.
    package let writers: [Code]
    package let retention: Retention
    /// How it leaves; `nil` when it never does.
    package let exit: Exit?

    /// What leaves of a field, as what, and to whom.
    package struct Exit: Sendable {
        /// What is left of the value.
        package let rule: any Generalisation
        /// The name that it has in the summary and on the wire.
        package let name: Code
        /// The names of the recipients.
        package let recipients: [Code]
        package let merge: MergeRule
    }

    /// Where a field is kept and edited.
    package enum Home: String, Sendable {
        /// The summary store alone: the field leaves as it is.
        case summary
        /// The sealed dossier; the summary holds at most something coarser.
        case dossier
    }

    package var home: Home { leaves is AsIs ? .summary : .dossier }

    /// How it leaves; `nil` when it never does.
    package var leaves: (any Generalisation)? { exit?.rule }

    /// How concurrent values of what leaves are read.
    package var merge: MergeRule { exit?.merge ?? .ask }
}
