package io.shadowjdbc.forward;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isDefaultMethod;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.isSuperTypeOf;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodReturn;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Completes the classes marked {@link Forwards} at build time. It leaves plain bytecode behind, so that there is neither
 * reflection nor Byte Buddy at run time, and nobody maintains the several hundred methods of java.sql that only
 * forward.
 */
public final class ForwardingPlugin implements Plugin {

    @Override
    public boolean matches(TypeDescription type) {
        return type.getDeclaredAnnotations().isAnnotationPresent(Forwards.class)
                // a class that an earlier build has completed is left as it is
                && type.isAbstract();
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator classFileLocator) {
        AnnotationDescription.Loadable<Forwards> forwards =
                type.getDeclaredAnnotations().ofType(Forwards.class);
        List<MethodDescription> targets = Arrays.stream(forwards.load().to())
                .map(name -> findTarget(type, name))
                .collect(Collectors.toCollection(ArrayList::new));
        // of several rules for a method the last one counts
        Collections.reverse(targets);
        String adopt = forwards.load().adopt();
        ElementMatcher.Junction<MethodDescription> forwarded = isAbstract()
                .<MethodDescription>or(isDefaultMethod())
                .and(not(isStatic()))
                .and(not(isDeclaredBy(type)));

        DynamicType.Builder<?> completed =
                builder.modifiers((type.getModifiers() & ~Modifier.ABSTRACT & ~Opcodes.ACC_SUPER) | Modifier.FINAL);
        for (MethodDescription target : targets) {
            ElementMatcher.Junction<MethodDescription> ofTarget = forwarded.and(
                    isDeclaredBy(isSuperTypeOf(target.getReturnType().asErasure())));
            MethodCall call = MethodCall.invokeSelf()
                    .onMethodCall(MethodCall.invoke(target))
                    .withAllArguments();
            completed = completed.method(ofTarget).intercept(call);
            for (MethodDescription adopter :
                    type.getDeclaredMethods().filter(named(adopt).and(takesArguments(1)))) {
                completed = completed
                        .method(ofTarget.and(
                                returns(adopter.getParameters().get(0).getType().asErasure())))
                        .intercept(MethodCall.invoke(adopter).withMethodCall(call));
            }
        }
        return completed
                .method(isStatic().and(isAnnotatedWith(Constructs.class)))
                .intercept(new Implementation.Simple((methodVisitor, context, method) -> {
                    StackManipulation.Size size = new StackManipulation.Compound(
                                    new New(context.getInstrumentedType()),
                                    MethodVariableAccess.allArgumentsOf(method),
                                    MethodInvocation.invoke(constructorFor(type, method)),
                                    MethodReturn.REFERENCE)
                            .apply(methodVisitor, context);
                    return new net.bytebuddy.implementation.bytecode.ByteCodeAppender.Size(
                            size.getMaximalSize(), method.getStackSize());
                }));
    }

    @Override
    public void close() {
        // holds nothing
    }

    private static MethodDescription findTarget(TypeDescription type, String name) {
        for (TypeDescription.Generic at = type.asGenericType(); at != null; at = at.getSuperClass()) {
            var methods = at.getDeclaredMethods()
                    .filter(named(name).and(takesArguments(0)).and(not(isSynthetic())));
            if (!methods.isEmpty()) {
                return methods.getOnly();
            }
        }
        throw new IllegalStateException("@Forwards on " + type.getName() + " names the method " + name
                + "(), which neither the class nor a superclass declares");
    }

    private static MethodDescription.InDefinedShape constructorFor(TypeDescription type, MethodDescription factory) {
        var parameters = factory.getParameters().asTypeList().asErasures();
        return type.getDeclaredMethods()
                .filter(method -> method.isConstructor()
                        && method.getParameters().asTypeList().asErasures().equals(parameters))
                .getOnly();
    }

    /** NEW and DUP. Byte Buddy's own refuses a type that was abstract when it was read. */
    private static final class New extends StackManipulation.AbstractBase {
        private final TypeDescription type;

        New(TypeDescription type) {
            this.type = type;
        }

        @Override
        public Size apply(MethodVisitor methodVisitor, Implementation.Context context) {
            methodVisitor.visitTypeInsn(Opcodes.NEW, type.getInternalName());
            methodVisitor.visitInsn(Opcodes.DUP);
            return new Size(2, 2);
        }
    }
}
