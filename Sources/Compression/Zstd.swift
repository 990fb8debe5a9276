internal import CZstd

/// Zstandard (RFC 8878): one frame per message, with a checksum.
package enum Zstd {
    /// Fast, and close to what higher levels reach on records that resemble each other.
    package static let defaultLevel: Int32 = 3

    /// The largest window that a frame may ask for, as a power of two: 8 MiB, which RFC 8878 wants
    /// every decoder to support. It bounds the memory that a hostile header can claim.
    private static let windowLogMaximum: Int32 = 23
    /// Higher levels would use a larger window than `decompress` reads.
    private static let levelWithoutLimit: Int32 = 19

    private static let compressors = ContextPool(make: ZSTD_createCCtx, free: ZSTD_freeCCtx)
    private static let decompressors = ContextPool(make: ZSTD_createDCtx, free: ZSTD_freeDCtx)

    /// A smaller message is compressed twice, and goes as it came out smaller: that takes little time.
    private static let smallBytes = 65_536
    /// The longest that zstd takes. Columns of chance, or of few values, are full of short repetitions
    /// by accident; to say where these are takes more than to code each byte.
    private static let longMatch: Int32 = 7

    /// Compresses to one frame that says its content's size.
    ///
    /// - Parameter seams: offsets at which what follows is of another kind, ascending: each piece is
    ///   coded by tables of its own.
    package static func compress(
        _ bytes: [UInt8], seams: [Int] = [], level: Int32 = defaultLevel
    ) -> [UInt8] {
        let compressed = compress(bytes, seams, level, leastMatch: nil)
        guard bytes.count <= smallBytes else { return compressed }
        let other = compress(bytes, seams, level, leastMatch: longMatch)
        return other.count < compressed.count ? other : compressed
    }

    private static func compress(
        _ bytes: [UInt8], _ seams: [Int], _ level: Int32, leastMatch: Int32?
    ) -> [UInt8] {
        compressors.withContext { context in
            check(ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters))
            check(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level))
            check(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1))
            if let leastMatch {
                check(ZSTD_CCtx_setParameter(context, ZSTD_c_minMatch, leastMatch))
            }
            if level > levelWithoutLimit {
                check(ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLogMaximum))
            }
            check(ZSTD_CCtx_setPledgedSrcSize(context, UInt64(bytes.count)))
            // A block of its own costs a piece its head at the most.
            let bound = ZSTD_compressBound(bytes.count) + 16 * (seams.count + 1)
            return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                bytes.withUnsafeBytes { input in
                    var target = ZSTD_outBuffer(dst: output.baseAddress, size: bound, pos: 0)
                    var source = ZSTD_inBuffer(src: input.baseAddress, size: 0, pos: 0)
                    for end in seams + [bytes.count] {
                        source.size = end
                        let isLast = end == bytes.count
                        let left = ZSTD_compressStream2(
                            context, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_flush)
                        precondition(check(left) == 0, "the output always suffices")
                    }
                    count = target.pos
                }
            }
        }
    }

    /// Only a wrong parameter, or an output that is too small, could fail.
    @discardableResult
    private static func check(_ code: Int) -> Int {
        precondition(ZSTD_isError(code) == 0, String(cString: ZSTD_getErrorName(code)))
        return code
    }

    /// Reads exactly one frame.
    ///
    /// Memory is bounded by `limitBytes` and 8 MiB, whatever the frame's header claims: the output
    /// grows only with what was really decoded.
    ///
    /// - Parameter limitBytes: the most that the frame may hold.
    package static func decompress(
        _ bytes: [UInt8], limitBytes: Int
    ) throws(ZstdError) -> [UInt8] {
        try checkMagic(bytes)
        let result = decompressors.withContext { context in
            ZSTD_DCtx_reset(context, ZSTD_reset_session_and_parameters)
            ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLogMaximum)
            return Result { () throws(ZstdError) in
                try decompress(bytes, limitBytes: limitBytes, context)
            }
        }
        return try result.get()
    }

    private static func decompress(
        _ bytes: [UInt8], limitBytes: Int, _ context: OpaquePointer
    ) throws(ZstdError) -> [UInt8] {
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(ZSTD_DStreamOutSize(), limitBytes + 1))
        var consumed = 0
        while true {
            let (hint, produced) = step(context, bytes, &consumed, &chunk)
            guard ZSTD_isError(hint) == 0 else { throw refusal(hint) }
            guard output.count + produced <= limitBytes else { throw .tooLarge }
            output += chunk[..<produced]
            if hint == 0 { break }
            // Room was left and no input: the frame wants more than there is.
            guard consumed < bytes.count || produced == chunk.count else { throw .truncated }
        }
        guard consumed == bytes.count else { throw .trailing }
        return output
    }

    /// Decodes into `chunk` what fits; advances `consumed`.
    private static func step(
        _ context: OpaquePointer, _ bytes: [UInt8], _ consumed: inout Int, _ chunk: inout [UInt8]
    ) -> (hint: Int, produced: Int) {
        bytes.withUnsafeBytes { input in
            chunk.withUnsafeMutableBytes { room in
                var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: consumed)
                var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                let hint = ZSTD_decompressStream(context, &target, &source)
                consumed = source.pos
                return (hint, target.pos)
            }
        }
    }

    private static func refusal(_ code: Int) -> ZstdError {
        ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge ? .tooLarge : .corrupt
    }

    private static func checkMagic(_ bytes: [UInt8]) throws(ZstdError) {
        let magic: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]
        guard bytes.starts(with: magic.prefix(bytes.count)) else { throw .notZstd }
        guard bytes.count > magic.count else { throw .truncated }
    }
}
