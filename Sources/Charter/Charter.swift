package import SyncCore

/// What an office records, why, who may read it, how long, and what of it leaves.
///
/// One YAML file that an ethics committee can read; the programs obey it to the letter.
package struct Charter: Sendable {
    /// The YAML text that it was read from.
    package let source: String
    package let name: Code
    /// Counts from 1.
    package let version: Int
    /// The version of which this is what `version`, a newer one, leaves until it is accepted; `nil` for
    /// a charter that is as it was written.
    package let narrowedFrom: Int?
    package let label: Phrase
    /// Who answers for the processing.
    package let controller: Phrase
    /// How the data are protected, in words.
    package let security: [Phrase]
    // Each in the order of the text.
    package let purposes: [Purpose]
    package let recipients: [Recipient]
    package let roles: [Role]
    package let codeLists: [CodeList]
    package let types: [RecordType]
    /// What leaves, and nothing else.
    package let summarySchema: SummarySchema

    init(
        source: String, name: Code, version: Int, narrowedFrom: Int? = nil, label: Phrase,
        controller: Phrase, security: [Phrase], purposes: [Purpose], recipients: [Recipient],
        roles: [Role], codeLists: [CodeList], types: [RecordType]
    ) {
        self.source = source
        self.name = name
        self.version = version
        self.narrowedFrom = narrowedFrom
        self.label = label
        self.controller = controller
        self.security = security
        self.purposes = purposes
        self.recipients = recipients
        self.roles = roles
        self.codeLists = codeLists
        self.types = types
        summarySchema = SummarySchema(of: types, roles: roles)
    }

    /// Which charter this is, for papers and screens, such as: version 2, narrowed by version 3, which
    /// isn't accepted yet.
    package var edition: Phrase {
        guard let narrowedFrom else {
            return Phrase(fr: "version \(version)", en: "version \(version)")
        }
        return Phrase(
            fr: "version \(narrowedFrom), restreinte par la version \(version), qui n'est pas"
                + " encore acceptée",
            en: "version \(narrowedFrom), narrowed by version \(version), which isn't accepted yet")
    }

    package func type(_ name: Code) -> RecordType? { types.named(name) }

    package func role(_ name: Code) -> Role? { roles.named(name) }

    /// Reads a charter.
    ///
    /// - Parameter file: what the findings call the text; it is not opened.
    /// - Throws: everything that is wrong with it, by line.
    package static func parse(_ yaml: String, file: String) throws(CharterRefusal) -> Charter {
        var reader = CharterReader()
        if let charter = reader.read(yaml) { return charter }
        throw CharterRefusal(file: file, findings: reader.findings.sorted)
    }

    /// The charter that comes with the programs.
    package static func insertion() -> Charter {
        let text = String(decoding: PackageResources.insertion_yaml, as: UTF8.self)
        do {
            return try parse(text, file: "insertion.yaml")
        } catch {
            fatalError("the bundled charter is refused:\n\(error.what.en)")
        }
    }
}
