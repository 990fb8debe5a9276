import Fuzzing
import Simulation
import Testing

@Suite("Messages changed item by item")
struct MessageTreeTests {
    private static let targets = FuzzTarget.allCases.filter(\.readsCBOR)

    @Test("What is read as a tree is written as it was", arguments: targets)
    func sameBytes(target: FuzzTarget) throws {
        var trees = 0
        for file in try Corpus.files(of: target) {
            guard let tree = MessageTree(file.bytes) else { continue }
            trees += 1
            #expect(tree.bytes == file.bytes, "\(target) \(file.name)")
        }
        #expect(trees >= 8)
    }

    @Test("What was changed is still a tree, and mostly another one", arguments: targets)
    func changed(target: FuzzTarget) throws {
        var chance = SeededGenerator(seed: 1)
        var (changes, rounds) = (0, 0)
        for file in try Corpus.files(of: target) {
            guard var tree = MessageTree(file.bytes) else { continue }
            for _ in 0..<20 {
                let before = tree.bytes
                tree.mutate(using: &chance)
                rounds += 1
                if tree.bytes != before { changes += 1 }
                #expect(MessageTree(tree.bytes)?.bytes == tree.bytes, "\(target) \(file.name)")
            }
        }
        #expect(changes > rounds / 2)
    }

    @Test func whatIsNoCBORIsNoTree() {
        #expect(MessageTree([]) == nil)
        #expect(MessageTree([0xff]) == nil)
        #expect(MessageTree([0x82, 0x01]) == nil)
        #expect(MessageTree([0x9f, 0xff]) == nil)
    }
}
