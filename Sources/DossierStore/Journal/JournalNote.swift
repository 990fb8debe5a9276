package import SyncCore

/// What is to be noted in the journal of access: who does what, with which record.
///
/// Holds no value of any record: identifiers are random numbers that name nobody.
package struct JournalNote: Hashable, Sendable {
    package let account: AccountCode
    /// The account's roles at that time.
    package let roles: Set<Code>
    package let act: JournalAct
    package let record: RecordID?
    /// Whose folder the record lies in.
    package let person: RecordID?
    /// The account that it was done to or for.
    package let subject: AccountCode?
    /// How many records, where it was not one; how many tries; which version of the charter.
    package let count: Int?

    package init(
        by account: Account, _ act: JournalAct, record: RecordID? = nil, person: RecordID? = nil,
        subject: AccountCode? = nil, count: Int? = nil
    ) {
        self.init(
            account: account.code, roles: account.roles, act: act, record: record, person: person,
            subject: subject, count: count)
    }

    private init(
        account: AccountCode, roles: Set<Code>, act: JournalAct, record: RecordID?,
        person: RecordID?, subject: AccountCode?, count: Int?
    ) {
        self.account = account
        self.roles = roles
        self.act = act
        self.record = record
        self.person = person
        self.subject = subject
        self.count = count
    }
}

extension JournalNote {
    /// `account, [* role], act, record, person, subject, count`; what there isn't is null.
    static let itemCount = 7

    func write(to writer: inout CBORWriter) {
        writer.write(text: account.description)
        writer.beginArray(roles.count)
        for role in roles.sorted() { writer.write(text: role.text) }
        writer.write(text: act.rawValue)
        for id in [record, person] {
            if let id { writer.write(id) } else { writer.writeNull() }
        }
        if let subject { writer.write(text: subject.description) } else { writer.writeNull() }
        if let count { writer.write(unsigned: UInt64(count)) } else { writer.writeNull() }
    }

    init(from reader: inout CBORReader) throws(WireError) {
        let account = try AccountCode(from: &reader)
        var roles: Set<Code> = []
        for _ in 0..<(try reader.beginArray(upTo: 200)) { roles.insert(try reader.readCode()) }
        let start = reader.offset
        guard let act = JournalAct(rawValue: try reader.readText(upTo: 40)) else {
            // Noted by a later program.
            throw WireError(.unknownMessage, at: start)
        }
        let record: RecordID? = reader.skipNull() ? nil : try reader.readID()
        let person: RecordID? = reader.skipNull() ? nil : try reader.readID()
        let subject = reader.skipNull() ? nil : try AccountCode(from: &reader)
        let count = reader.skipNull() ? nil : try reader.readCount(upTo: .max)
        self.init(
            account: account, roles: roles, act: act, record: record, person: person,
            subject: subject, count: count)
    }
}

extension AccountCode {
    init(from reader: inout CBORReader) throws(WireError) {
        let start = reader.offset
        guard let code = AccountCode(try reader.readText(upTo: Self.lengths.upperBound)) else {
            throw WireError(.unexpectedItem, at: start)
        }
        self = code
    }
}
