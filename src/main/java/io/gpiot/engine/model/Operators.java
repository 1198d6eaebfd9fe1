package io.gpiot.engine.model;

import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * ATen operators whose names begin with {@code _}: the presets map none of them, so they are called through the
 * dispatcher. Results are fresh tensors in the caller's scope.
 */
final class Operators {

    private static final OperatorHandle INT8_PRODUCT = find("aten::_weight_int8pack_mm");
    private static final OperatorHandle INT4_PACK = find("aten::_convert_weight_to_int4pack_for_cpu");
    private static final OperatorHandle INT4_PRODUCT = find("aten::_weight_int4pack_mm_for_cpu");
    private static final OperatorHandle PACK = find("mkldnn::_reorder_linear_weight");
    private static final OperatorHandle PACKED_PRODUCT = find("mkldnn::_linear_pointwise");
    private static final IValue NO_SCALARS = noScalars();
    private static final OperatorHandle FLASH = find("aten::_scaled_dot_product_flash_attention_for_cpu");

    private Operators() {}

    private static OperatorHandle find(String name) {
        OperatorHandle operator = Dispatcher.singleton().findSchemaOrThrow(name, "");
        operator.retainReference(); // this class may be initialised inside a scope, which would free it
        return operator;
    }

    /** x [rows, in] bf16, codes [out, in] int8, scales [out] bf16: [rows, out] bf16. */
    static Tensor int8Product(Tensor x, Tensor codes, Tensor scales) {
        return call(INT8_PRODUCT, new IValue(x), new IValue(codes), new IValue(scales));
    }

    /** A weight [out, in] in the blocked layout of oneDNN: opaque, for {@link #packedProduct} only. */
    static Tensor pack(Tensor weight) {
        return call(PACK, new IValue(weight), new IValue());
    }

    /** x [rows, in], packed from [out, in], bias [out] or null, all of one type: [rows, out]. */
    static Tensor packedProduct(Tensor x, Tensor packed, @Nullable Tensor bias) {
        return call(
                PACKED_PRODUCT,
                new IValue(x),
                new IValue(packed),
                bias == null ? new IValue() : new IValue(bias),
                new IValue("none"),
                NO_SCALARS,
                new IValue(""));
    }

    /** An empty list of the type that the operator declares for its fifth argument: optional scalars. */
    private static IValue noScalars() {
        Argument scalars = PACKED_PRODUCT.schema().arguments().getPointer(Argument.class, 4);
        IValue none = new IValue(new GenericList(scalars.type().get().containedType(0)));
        none.retainReference();
        return none;
    }

    /** Codes 0..15 as int32 [out, in] into the layout that {@link #int4Product} reads. */
    static Tensor int4Pack(Tensor codes) {
        return call(INT4_PACK, new IValue(codes), new IValue(1L));
    }

    /** x [rows, in] bf16; scalesAndZeros [in/group, out, 2] bf16; w = (code - 8) * scale + zero. */
    static Tensor int4Product(Tensor x, Tensor packed, long group, Tensor scalesAndZeros) {
        return call(INT4_PRODUCT, new IValue(x), new IValue(packed), new IValue(group), new IValue(scalesAndZeros));
    }

    /**
     * softmax(q k^T / sqrt(head) + mask) v.
     *
     * @param query [batch, heads, rows, head]
     * @param key [batch, heads, length, head], strides are free, the last one excepted
     * @param mask [batch, heads, rows, length], added; broadcast by expand; or null
     */
    static Attended attention(Tensor query, Tensor key, Tensor value, boolean causal, @Nullable Tensor mask) {
        IValueVector results = results(
                FLASH,
                new IValue(query),
                new IValue(key),
                new IValue(value),
                new IValue(0.0),
                new IValue(causal),
                mask == null ? new IValue() : new IValue(mask),
                new IValue());
        return new Attended(tensor(results, 0), tensor(results, 1));
    }

    private static Tensor call(OperatorHandle operator, IValue... arguments) {
        return tensor(results(operator, arguments), 0);
    }

    private static IValueVector results(OperatorHandle operator, IValue... arguments) {
        IValueVector stack = new IValueVector();
        for (IValue argument : arguments) {
            stack.push_back(argument);
        }
        operator.callBoxed(stack);
        return stack;
    }

    /** toTensor() refers into the stack: the handle is copied, or it would die with the stack. */
    private static Tensor tensor(IValueVector stack, long index) {
        return new Tensor(stack.get(index).toTensor());
    }
}
