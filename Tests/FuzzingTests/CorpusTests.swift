import Foundation
import Fuzzing
import SyncCore
import Testing

/// What fuzzers found, and what they start from, is read by every build of the tests.
@Suite("The fuzzers' corpora")
struct CorpusTests {
    @Test("Every file keeps every promise", arguments: FuzzTarget.allCases)
    func kept(target: FuzzTarget) throws {
        for file in try Corpus.files(of: target) {
            #expect(throws: Never.self, "\(target) \(file.name)") { try target.run(file.bytes) }
        }
    }

    @Test("Every target has one, of small files", arguments: FuzzTarget.allCases)
    func small(target: FuzzTarget) throws {
        let files = try Corpus.files(of: target)
        #expect(files.count >= 8)
        #expect(files.allSatisfy { $0.bytes.count <= 4_096 })
    }

    @Test("No bytes at all, and every byte alone, are fine too", arguments: FuzzTarget.allCases)
    func short(target: FuzzTarget) throws {
        try target.run([])
        for byte in UInt8.min ... .max { try target.run([byte]) }
    }

    @Test("Messages made for fuzzing get behind the decoder")
    func readable() throws {
        for seed in FuzzTarget.request.seeds {
            #expect(throws: Never.self, "\(seed.name)") {
                try ExchangeRequest(decoding: seed.bytes)
            }
        }
        for seed in FuzzTarget.answer.seeds {
            #expect(throws: Never.self, "\(seed.name)") {
                try ExchangeAnswer(decoding: seed.bytes)
            }
        }
    }
}
