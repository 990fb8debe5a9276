import Charter
import Desk
import Foundation
import Simulation
import SyncCore
import TestSeeds
import Testing

@Suite("Who may read and write what")
struct AccessRulesTests {
    private static let charter = Charter.insertion()
    private let rules = AccessRules(charter)

    private struct Case: CustomStringConvertible {
        let type: RecordType
        let field: Field
        let use: AccessUse
        let relation: CaseRelation

        var description: String { "\(use) \(type.name).\(field.name) (\(relation))" }

        static let all = charter.types.flatMap { type in
            type.fields.flatMap { field in
                AccessUse.allCases.flatMap { use in
                    CaseRelation.allCases.map {
                        Case(type: type, field: field, use: use, relation: $0)
                    }
                }
            }
        }
    }

    private func allows(_ one: Case, _ roles: Set<Code>) -> Bool {
        rules.allows(one.use, one.field, of: one.relation, as: roles)
    }

    /// The whole table in words: what each role of the bundled charter may at most.
    private static let relations: [String: Set<CaseRelation>] = [
        "referent": [.owner, .elsewhere],
        "colleague": [.owner, .shared, .elsewhere],
        "secretary": Set(CaseRelation.allCases),
        "manager": Set(CaseRelation.allCases),
        "administrator": [], "dpo": [], "commission": [],
    ]

    @Test("each role, for every field and relation, is allowed what the table says and no more")
    func table() throws {
        #expect(Set(Self.relations.keys) == Set(Self.charter.roles.map(\.name.text)))
        for (name, relations) in Self.relations {
            let role = try #require(Code(name))
            for one in Case.all {
                let named = one.use == .read ? one.field.readers : one.field.writers
                let expected = named.contains(role) && relations.contains(one.relation)
                #expect(allows(one, [role]) == expected, "\(name): \(one)")
            }
        }
    }

    @Test("without a role, or with one that the charter doesn't declare, nothing is allowed")
    func denied() {
        for one in Case.all {
            #expect(!allows(one, []), "\(one)")
            #expect(!allows(one, [Code(literal: "mayor")]), "\(one)")
        }
    }

    @Test("several roles allow what one of them does, and none beside a duty")
    func combined() {
        var chance = SeededGenerator.ofThisRun("AccessRulesTests")
        let names = Self.charter.roles.map(\.name) + [Code(literal: "mayor")]
        for _ in 0..<200 {
            let roles = Set(names.filter { _ in Bool.random(using: &chance) })
            let hasDuty = !rules.duties(of: roles).isEmpty
            for one in Case.all {
                let expected = !hasDuty && roles.contains { allows(one, [$0]) }
                #expect(allows(one, roles) == expected, "\(roles): \(one)")
            }
        }
    }

    @Test("a field says why it is refused")
    func reasons() throws {
        let note = try #require(Self.charter.type(noteType)?.field(Code(literal: "body")))
        func verdict(_ role: String, _ relation: CaseRelation) throws -> AccessVerdict {
            rules.verdict(.read, note, of: relation, as: [try #require(Code(role))])
        }
        #expect(try verdict("referent", .owner) == .allowed)
        #expect(try verdict("referent", .shared) == .refused(.otherCase))
        #expect(try verdict("colleague", .none) == .refused(.otherCase))
        #expect(try verdict("secretary", .none) == .refused(.role))
        #expect(try verdict("dpo", .owner) == .refused(.duty))
    }

    @Test(
        "the office's own two roles have their duties even where the charter says nothing of them")
    func ownDuties() throws {
        let bare = try Charter.parse(
            Self.charter.source
                .replacingOccurrences(of: "  administrator:\n", with: "  keeper:\n"),
            file: "bare.yaml")
        let rules = AccessRules(bare)
        #expect(rules.duties(of: [Code(literal: "administrator")]) == [.accounts])
        #expect(rules.duties(of: [Code(literal: "keeper")]) == [.accounts])
        #expect(!rules.reaches(.own, as: [Code(literal: "keeper"), Code(literal: "referent")]))
    }
}
