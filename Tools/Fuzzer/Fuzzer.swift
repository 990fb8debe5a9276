import Fuzzing
import Glibc

#if FUZZING
    import CLibFuzzer
#endif

/// Feeds one of the readers with bytes.
///
/// Built as any program, it reads files and says what they break: `fuzzer TARGET FILE…`. Built by
/// `Tools/fuzz`, with `FUZZING` defined and libFuzzer linked, it takes libFuzzer's arguments after the
/// target and makes the bytes up. Either way, `fuzzer TARGET seeds FOLDER` writes what to start from.
@main
enum Fuzzer {
    /// The process reads for one target, which its first argument names.
    nonisolated(unsafe) static var target = FuzzTarget.record

    /// Names the target to the processes that libFuzzer starts with arguments of its own, as to merge.
    private static let targetVariable = "SECTEUR_FUZZ_TARGET"

    static func main() {
        var words = CommandLine.arguments
        if let inherited = getenv(targetVariable) {
            words.insert(String(cString: inherited), at: 1)
        }
        guard words.count > 1, let named = FuzzTarget(rawValue: words[1]) else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
            print("usage: fuzzer TARGET …\ntargets: \(names)")
            exit(64)
        }
        target = named
        if words.count == 4, words[2] == "seeds" { exit(writeSeeds(to: words[3])) }
        #if FUZZING
            setenv(targetVariable, named.rawValue, 1)
            fuzz([words[0]] + words.dropFirst(2))
        #else
            exit(replay(words.dropFirst(2)))
        #endif
    }

    private static func writeSeeds(to folder: String) -> CInt {
        for (name, bytes) in target.seeds {
            guard let file = fopen("\(folder)/\(name)", "w") else { return 73 }
            let written = fwrite(bytes, 1, bytes.count, file)
            guard fclose(file) == 0, written == bytes.count else { return 74 }
        }
        return 0
    }
}

#if FUZZING
    extension Fuzzer {
        private static func fuzz(_ words: [String]) {
            var count = CInt(words.count)
            // libFuzzer keeps them for as long as the process lives.
            let pointers = words.map { strdup($0) } + [nil]
            let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
                capacity: pointers.count)
            list.initialize(from: pointers, count: pointers.count)
            var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = list
            exit(LLVMFuzzerRunDriver(&count, &arguments, testOneInput))
        }
    }

    /// What libFuzzer calls with each input.
    private func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
        do {
            try Fuzzer.target.run(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        } catch {
            fatalError("\(error)")
        }
    }

    /// What libFuzzer calls to change an input: half the time, a message is changed item by item.
    @_cdecl("LLVMFuzzerCustomMutator")
    public func mutate(
        _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maximum: Int, _ seed: UInt32
    ) -> Int {
        var chance = Chance(state: UInt64(seed))
        let bytes = Array(UnsafeBufferPointer(start: data, count: size))
        guard Fuzzer.target.readsCBOR, seed & 1 == 0, var tree = MessageTree(bytes) else {
            return LLVMFuzzerMutate(data, size, maximum)
        }
        for _ in 0...(seed >> 1) % 3 { tree.mutate(using: &chance) }
        let changed = tree.bytes
        guard changed.count <= maximum else { return LLVMFuzzerMutate(data, size, maximum) }
        data.update(from: changed, count: changed.count)
        return changed.count
    }

    /// SplitMix64, so that libFuzzer's seed decides all.
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }
#else
    extension Fuzzer {
        /// Lets the target read the files; exit status 1 when one of them breaks a promise.
        private static func replay(_ paths: ArraySlice<String>) -> CInt {
            var status: CInt = 0
            for path in paths {
                guard let bytes = read(path) else {
                    print("\(path): can't be read")
                    status = 66
                    continue
                }
                do {
                    try target.run(bytes)
                } catch {
                    print("\(path): \(error)")
                    status = 1
                }
            }
            return status
        }

        private static func read(_ path: String) -> [UInt8]? {
            guard let file = fopen(path, "r") else { return nil }
            defer { fclose(file) }
            var bytes: [UInt8] = []
            while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
            return bytes
        }
    }
#endif
