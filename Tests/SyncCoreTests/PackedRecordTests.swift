import Simulation
import SyncCore
import Testing

@Suite struct PackedRecordTests {
    @Test(arguments: seeds)
    func packingComesBack(seed: UInt64) throws {
        var random = RandomStates(seed: seed)
        let copies = random.record(copies: 3)
        let state = copies[0].joined(with: copies[1])
        let packed = PackedRecord(state)
        #expect(packed.unpacked() == state)
        #expect(packed.byteCount == packed.bytes.count)
        var reader = RecordReader()
        let read = try reader.read(packed.bytes)
        #expect(read == packed)
        #expect(read.unpacked() == state)
        // The second time by its remembered shape.
        #expect(try reader.read(packed.bytes).unpacked() == state)
    }

    @Test(arguments: seeds)
    func equalStatesHaveEqualBytesWhateverTheirHistory(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let copies = random.record(copies: 3)
        let oneWay = copies[0].joined(with: copies[1]).joined(with: copies[2])
        let otherWay = copies[2].joined(with: copies[0]).joined(with: copies[1])
        #expect(PackedRecord(oneWay).bytes == PackedRecord(otherWay).bytes)
    }

    @Test(arguments: seeds)
    func whateverIsReadIsWhatPackingGives(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let bytes = PackedRecord(random.record(copies: 2)[0]).bytes
        for _ in 0..<50 {
            var mutated = bytes
            for _ in 0...random.generator.below(3) {
                mutated[random.generator.below(mutated.count)] =
                    UInt8(truncatingIfNeeded: random.generator.next())
            }
            var reader = RecordReader()
            guard let read = try? reader.read(mutated) else { continue }
            #expect(PackedRecord(read.unpacked()).bytes == mutated)
            #expect(read.unpacked().checkInvariants())
        }
    }

    @Test(arguments: seeds.prefix(5))
    func everyTruncationIsRefused(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let bytes = PackedRecord(random.record(copies: 2)[0]).bytes
        for count in bytes.indices {
            var reader = RecordReader()
            #expect(throws: WireError.self) { try reader.read(Array(bytes.prefix(count))) }
        }
        var reader = RecordReader()
        #expect(throws: WireError.self) { try reader.read(bytes + [0]) }
    }

    @Test func aVersionThatSawItselfIsRefused() {
        var writer = CBORWriter()
        writer.beginArray(5)
        writer.write(text: "contract")
        writer.beginArray(1)
        writer.beginArray(2)
        writer.write(ActorID(bits: 7))
        writer.write(unsigned: 1)
        writer.beginArray(1)
        writer.write(text: "status")
        writer.beginArray(1)
        writer.beginArray(1)
        writer.beginArray(4)
        for number: UInt64 in [0, 0, 0, 0] { writer.write(unsigned: number) }
        writer.beginArray(1)
        writer.write(true)
        var reader = RecordReader()
        #expect(throws: WireError.self) { try reader.read(writer.bytes) }
    }

    @Test func oneDotWithTwoValuesIsAContradiction() {
        let dot = Dot(actor: ActorID(bits: 7), n: 1)
        let name = FieldName(text: "status")!
        func state(_ value: Value) -> PackedRecord {
            var state = RecordState(type: RandomStates.type)
            state.write(value, to: name, dot: dot, shown: FieldState())
            return PackedRecord(state)
        }
        #expect(state(.number(1)).joined(with: state(.number(2))) == nil)
        #expect(state(.number(1)).joined(with: state(.number(1))) == state(.number(1)))
    }
}
