import SyncCore
import Testing

/// The laws that make messages safe to lose, repeat and reorder.
@Suite struct JoinLawsTests {
    @Test(arguments: seeds)
    func joinIsCommutative(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let copies = random.record(copies: 2)
        #expect(copies[0].joined(with: copies[1]) == copies[1].joined(with: copies[0]))
    }

    @Test(arguments: seeds)
    func joinIsAssociative(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let copies = random.record(copies: 3)
        let left = copies[0].joined(with: copies[1]).joined(with: copies[2])
        let right = copies[0].joined(with: copies[1].joined(with: copies[2]))
        #expect(left == right)
    }

    @Test(arguments: seeds)
    func joinIsIdempotent(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let copies = random.record(copies: 2)
        let joined = copies[0].joined(with: copies[1])
        #expect(joined.joined(with: joined) == joined)
        #expect(joined.joined(with: copies[0]) == joined)
        #expect(joined.joined(with: copies[1]) == joined)
    }

    @Test(arguments: seeds)
    func joinKeepsInvariants(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let copies = random.record(copies: 3)
        #expect(copies[0].joined(with: copies[1]).joined(with: copies[2]).checkInvariants())
    }

    @Test(arguments: seeds)
    func aVersionIsSupersededOnlyBySomebodyWhoHadSeenIt(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let copies = random.record(copies: 2)
        let joined = copies[0].joined(with: copies[1])
        for (name, field) in copies[0].fields {
            for version in field.versions where !joined[name].versions.contains(version) {
                #expect(copies[1][name].versions.contains { $0.past.covers(version.dot) })
            }
        }
    }
}
