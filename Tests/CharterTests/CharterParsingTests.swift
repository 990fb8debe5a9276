import Charter
import SyncCore
import Testing

@Suite("Reading a charter")
struct CharterParsingTests {
    private let charter: Charter

    init() throws {
        charter = try Golden.workshop()
    }

    @Test("The head is read, and the text is kept as it was")
    func head() throws {
        #expect(charter.source == (try Golden.text("workshop.yaml")))
        #expect(charter.name == "workshop")
        #expect(charter.version == 3)
        #expect(charter.label == Phrase(fr: "Atelier", en: "Workshop"))
        #expect(charter.security.map(\.en) == ["All is locked away."])
        #expect(charter.purposes.map(\.name) == ["follow", "count"])
        #expect(charter.recipients.map(\.name) == ["town"])
        #expect(charter.roles.map(\.side) == [.office, .office, .hub])
        #expect(charter.roles.map(\.reach) == [.own, .own, .own])
        #expect(charter.roles.map(\.duty) == [nil, .accounts, nil])
        #expect(charter.codeLists.map(\.name) == ["tools", "trades", "levels", "areas"])
        #expect(charter.codeLists.named("areas")?.codes.map(\.name) == ["38", "2A", "971"])
    }

    @Test("A person is about nobody, other records are about a person")
    func subjects() {
        #expect(charter.type("member")?.subject == .person)
        #expect(charter.type("session")?.subject == .about("member"))
        #expect(charter.type("diary") == nil)
    }

    @Test("Fields are read with what their type says for them")
    func fields() throws {
        let session = try #require(charter.type("session"))
        #expect(
            session.fields.map(\.type.word) == [
                "text", "note", "code", "integer", "flag", "codes", "codes", "date", "date",
                "date", "date", "integer", "commune",
            ])
        let account = try #require(session.field("account"))
        #expect(account.retention == Retention(30, .days, after: .created))
        #expect(account.readers == ["host"])
        #expect(account.exit == nil)
        #expect(account.home == .dossier)
        let level = try #require(session.field("level"))
        #expect(level.retention == Retention(6, .months, after: .field("held")))
        #expect(level.readers == ["host", "clerk"])
        #expect(level.home == .summary)
        #expect(level.merge == .highest(order: ["low", "middle", "high"]))
        #expect(session.field("length")?.home == .dossier)
        #expect(charter.type("member")?.field("surname")?.required == true)
    }

    @Test("The summary schema holds what leaves, under the names that it has there")
    func summary() throws {
        let session = try #require(charter.summarySchema.type("session"))
        #expect(charter.summarySchema.types.count == 1)
        #expect(
            session.fields.map(\.name) == [
                "level", "places", "open", "made", "trades", "quarter", "planned", "bought",
                "paid", "length", "area",
            ])
        #expect(
            session.fields.filter { $0.editedAt == .bothSides }.map(\.name) == ["level"])
        #expect(session.field("made")?.merge == .keep)
        #expect(session.field("trades")?.merge == .keep)
        #expect(session.field("places")?.merge == .lowest(order: []))
        #expect(session.field("quarter")?.merge == .ask)
        #expect(session.field("places")?.shape == .number(0...40))
        #expect(session.field("trades")?.registers.map(\.text) == ["trades/wood", "trades/food"])
        #expect(session.field(of: FieldName("made", holds: "low"))?.name == "made")
    }

    @Test("Values are told in words")
    func describe() throws {
        let session = try #require(charter.summarySchema.type("session"))
        func words(_ field: Code, _ value: Value) -> [String] {
            Language.allCases.map { session.field(field)?.describe(value, in: $0) ?? "" }
        }
        #expect(words("level", .code("high")) == ["Haut", "High"])
        #expect(words("level", .code("gone")) == ["gone", "gone"])
        #expect(words("quarter", .number(20263)) == ["T3 2026", "Q3 2026"])
        #expect(words("length", .code("over-61")) == ["plus de 61 minutes", "over 61 minutes"])
        #expect(words("open", .flag(false)) == ["non", "no"])
        #expect(words("open", .withdrawn) == ["retiré", "withdrawn"])
        #expect(words("places", .number(7)) == ["7", "7"])
        let made = try #require(session.field("made"))
        #expect(
            made.label(of: FieldName("made", holds: "low"))
                == Phrase(fr: "Faits : Bas", en: "Made: Low"))
    }

    @Test("A byte order mark and Windows line ends are read")
    func windows() throws {
        let text = try Golden.text("workshop.yaml").replacing("\n", with: "\r\n")
        let read = try Charter.parse("\u{feff}" + text, file: "windows.yaml")
        #expect(read.types.map(\.name) == charter.types.map(\.name))
        #expect(read.digest { $0 } == charter.digest { $0 })
    }

    @Test("A charter of which nothing leaves is a charter")
    func nothingLeaves() throws {
        let text = """
            charter: closed
            version: 1
            label: { fr: "a", en: "a" }
            controller: { fr: "a", en: "a" }
            purposes: { p: { label: { fr: a, en: a }, basis: { fr: a, en: a } } }
            recipients: {}
            roles: { r: { label: { fr: a, en: a }, at: office } }
            lists: {}
            types:
              person:
                label: { fr: a, en: a }
                fields:
                  name:
                    label: { fr: a, en: a }
                    type: name
                    purpose: p
                    read: [r]
                    write: [r]
                    keep: 1d after created
            """
        let charter = try Charter.parse(text, file: "closed.yaml")
        #expect(charter.summarySchema.types.isEmpty)
        #expect(charter.cddl().contains("charter.record = uint .lt 0"))
        #expect(charter.register(.en).contains("Nothing leaves the office."))
    }
}
