import Testing

@testable import Compression

@Suite struct ZstdTests {
    private let text = Array(
        String(repeating: "contract status=signed quarter=20263\n", count: 4_000).utf8)

    @Test(arguments: [0, 1, 100, 131_071, 131_072, 131_073, 1_000_000])
    func whatWasCompressedComesBack(count: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...15, using: &generator) }
        let packed = Zstd.compress(bytes)
        #expect(try Zstd.decompress(packed, limitBytes: count) == bytes)
    }

    @Test(arguments: [Int32(1), 3, 19, 22])
    func everyLevelCanBeRead(level: Int32) throws {
        let packed = Zstd.compress(text, level: level)
        #expect(packed.count < text.count / 50)
        #expect(try Zstd.decompress(packed, limitBytes: text.count) == text)
    }

    @Test func theSameBytesCompressToTheSameBytes() {
        #expect(Zstd.compress(text) == Zstd.compress(text))
    }

    @Test func oneByteOverTheLimitIsRefused() {
        let packed = Zstd.compress(text)
        #expect(throws: ZstdError.tooLarge) {
            try Zstd.decompress(packed, limitBytes: text.count - 1)
        }
        #expect(throws: ZstdError.tooLarge) { try Zstd.decompress(packed, limitBytes: 0) }
    }

    @Test func aBombIsRefusedBeforeItUnfolds() {
        let bomb = Zstd.compress([UInt8](repeating: 0, count: 200_000_000))
        #expect(bomb.count < 20_000)
        #expect(throws: ZstdError.tooLarge) {
            try Zstd.decompress(bomb, limitBytes: 1_000_000)
        }
    }

    @Test func aHeaderThatClaimsAnEnormousContentAllocatesNothing() throws {
        // Single segment, content size of eight bytes: 2^40. Then one raw last block, empty.
        let claims: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0]
        #expect(throws: ZstdError.tooLarge) {
            try Zstd.decompress(claims, limitBytes: 1_000_000)
        }
        // A window of 2^31 bytes, and the same empty block.
        let window: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 1, 0, 0]
        #expect(throws: ZstdError.tooLarge) {
            try Zstd.decompress(window, limitBytes: 1_000_000)
        }
    }

    @Test func everyTruncationIsNoticed() {
        let packed = Zstd.compress(Array(text.prefix(300)))
        for count in 0..<packed.count {
            #expect(throws: ZstdError.truncated) {
                try Zstd.decompress(Array(packed[..<count]), limitBytes: 1_000)
            }
        }
    }

    @Test func nothingMayFollowTheFrame() {
        let packed = Zstd.compress(text)
        for extra in [[0], packed, [0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]] {
            #expect(throws: ZstdError.trailing) {
                try Zstd.decompress(packed + extra, limitBytes: 10 * text.count)
            }
        }
    }

    @Test func otherFormatsAndSkippableFramesAreRefused() {
        let skippable: [UInt8] = [0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]
        for bytes in [skippable, [0x1f, 0x8b, 8, 0, 0], [0]] {
            #expect(throws: ZstdError.notZstd) {
                try Zstd.decompress(bytes, limitBytes: 1_000)
            }
        }
    }

    @Test func noDamagedByteGoesUnnoticed() {
        let packed = Zstd.compress(Array(text.prefix(200)))
        for index in packed.indices {
            var damaged = packed
            damaged[index] ^= 0x55
            #expect(throws: ZstdError.self) {
                try Zstd.decompress(damaged, limitBytes: 1_000)
            }
        }
    }

    @Test func manyThreadsShareTheContexts() async throws {
        let text = text
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for round in 0..<64 {
                group.addTask {
                    let own = Array(text.prefix(1_000 + round))
                    return try Zstd.decompress(Zstd.compress(own), limitBytes: 2_000) == own
                }
            }
            for try await same in group { #expect(same) }
        }
    }
}
